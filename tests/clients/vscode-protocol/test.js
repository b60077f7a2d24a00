// The protocol layer of VS Code's client: pull diagnostics, refresh, the workspace, fix-all, waivers.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const { pathToFileURL } = require('node:url');
const lsp = require('vscode-languageserver-protocol/node');

const child = spawn(process.env.COPYDESK, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = lsp.createProtocolConnection(
  new lsp.StreamMessageReader(child.stdout), new lsp.StreamMessageWriter(child.stdin));
const uri = pathToFileURL('news.md').href;
const text = fs.readFileSync('news.md', 'utf8');
let refreshed = () => {};
connection.onRequest(lsp.DiagnosticRefreshRequest.type, () => { refreshed(); return null; });
connection.onRequest(lsp.RegistrationRequest.type, () => {});
connection.onRequest(lsp.WorkDoneProgressCreateRequest.type, () => {});
connection.listen();

// Positions are counted as JavaScript counts.
const covered = (text, range) => text.split('\n')[range.start.line].slice(range.start.character, range.end.character);

async function main() {
  const { capabilities } = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: pathToFileURL('.').href,
    workspaceFolders: [{ uri: pathToFileURL('.').href, name: 'pages' }],
    capabilities: {
      general: { positionEncodings: ['utf-16'] },
      textDocument: {
        diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
        codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
      },
      workspace: {
        diagnostics: { refreshSupport: true }, workspaceEdit: { documentChanges: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
      },
    },
  });
  assert.ok(capabilities.diagnosticProvider.workspaceDiagnostics);
  connection.sendNotification(lsp.InitializedNotification.type, {});
  const textDocument = { uri };
  const pull = async () =>
    (await connection.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument })).items;
  connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'markdown', version: 1, text },
  });

  const [one] = await pull();
  assert.equal(covered(text, one.range), 'enables access');
  assert.equal(one.code, 'house/enables-access');

  const { items } = await connection.sendRequest(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  assert.deepEqual(items.map(item => [item.uri, item.items.length]), [[uri, 1]]);

  const [fixAll] = await connection.sendRequest(lsp.CodeActionRequest.type, {
    textDocument, range: one.range, context: { diagnostics: [], only: ['source.fixAll'] },
  });
  const { edit } = await connection.sendRequest(lsp.CodeActionResolveRequest.type, fixAll);
  const [change] = edit.documentChanges[0].edits;
  assert.equal(change.newText.trim().length > 0, true);
  connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 }, contentChanges: [{ range: change.range, text: change.newText }],
  });
  assert.deepEqual(await pull(), []);

  const told = new Promise(resolve => { refreshed = resolve; });
  fs.appendFileSync('house.yaml', '  - news\n');
  connection.sendNotification(lsp.DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: pathToFileURL('house.yaml').href, type: 2 }],
  });
  await told;
  assert.deepEqual((await pull()).map(item => item.code), ['house/news']);

  await connection.sendRequest(lsp.ShutdownRequest.type);
  const ended = new Promise(resolve => child.on('exit', resolve));
  connection.sendNotification(lsp.ExitNotification.type);
  assert.equal(await ended, 0);
  console.log('as it should be');
}

main().then(() => process.exit(0), error => { console.error(error); child.kill(); process.exit(1); });
