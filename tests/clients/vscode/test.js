// The packaged extension with the real vscode-languageclient, over as much of VS Code as they touch.
'use strict';
const assert = require('node:assert');
const vscode = require('vscode');
const extension = require(process.env.EXTENSION);
const { events, providers, commands, diagnostics, page } = vscode.test;

const found = () => [...diagnostics.values()].flatMap(own => own.get(page.uri.toString()) ?? []);
const covered = range => page.text.split('\n')[range.start.line].slice(range.start.character, range.end.character);

async function until(holds, words) {
  for (const end = Date.now() + 20000; Date.now() < end;) {
    if (holds()) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  assert.fail(`${words}: ${JSON.stringify(found())} ${vscode.test.shown.join('\n')}`);
}

const asked = () => new vscode.CancellationTokenSource().token;

async function main() {
  await extension.activate({ subscriptions: [] });
  await until(() => found().length === 1, 'one finding');
  const [one] = found();
  assert.equal(covered(one.range), 'enables access');
  assert.equal(one.code.value ?? one.code, 'house/enables-access');
  assert.ok(one.relatedInformation.length > 0);

  const of = kind => providers.filter(one => one.kind === kind).map(one => one.provider);
  const [hover] = await Promise.all(of('hover').map(one => one.provideHover(page, one.start ?? found()[0].range.start, asked())));
  assert.match(JSON.stringify(hover), /It promises too much/);
  const [definition] = await Promise.all(of('definition').map(one => one.provideDefinition(page, found()[0].range.start, asked())));
  assert.match(JSON.stringify(definition), /house\.yaml/);
  const [actions] = await Promise.all(of('actions').map(provider =>
    provider.provideCodeActions(page, one.range, { diagnostics: found(), triggerKind: 1 }, asked())));
  assert.ok(actions.some(action => action.title.includes('integrates with')), JSON.stringify(actions));

  const change = { range: one.range, rangeOffset: 0, rangeLength: 0, text: 'integrates with' };
  page.text = page.text.replace('enables access', change.text);
  page.version += 1;
  await events.onDidChangeTextDocument.fire({ document: page, contentChanges: [change], reason: undefined });
  await until(() => found().length === 0, 'no finding is left');

  assert.ok(commands.has('copydesk.restart'));
  await extension.deactivate();
  console.log('as it should be');
}

main().then(() => process.exit(0), error => { console.error(error); process.exit(1); });
