// Starts `copydesk lsp` and hands it to VS Code; everything else is the server's.
'use strict';
const vscode = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

const LANGUAGES = ['markdown', 'mdx', 'html', 'plaintext'];

/** @type {LanguageClient | undefined} */
let client;

function program() {
  const path = vscode.workspace.getConfiguration('copydesk').get('path') || 'copydesk';
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return path.replace('${workspaceFolder}', folder);
}

async function start() {
  const run = { command: program(), args: ['lsp'], transport: TransportKind.stdio };
  client = new LanguageClient('copydesk', 'copydesk', run, {
    documentSelector: [
      ...LANGUAGES.flatMap(language => [{ language, scheme: 'file' }, { language, scheme: 'untitled' }]),
      // Lists and configs; what else is YAML the server leaves alone.
      { language: 'yaml', scheme: 'file' },
    ],
  });
  try {
    await client.start();
  } catch (error) {
    const settings = 'Open the setting';
    const chosen = await vscode.window.showErrorMessage(
      `copydesk could not be started as “${run.command}”: ${error.message}`, settings);
    if (chosen === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk.path');
    }
  }
}

async function stop() {
  const old = client;
  client = undefined;
  // A client that never ran has nothing to stop.
  await old?.stop().catch(() => {});
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  const command = (name, run) => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    command('copydesk.restart', restart),
    command('copydesk.output', () => client?.outputChannel.show()),
    command('copydesk.fixAll', () =>
      vscode.commands.executeCommand('editor.action.codeAction', {
        kind: 'source.fixAll.copydesk', apply: 'first',
      })),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('copydesk.path')) { restart(); }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
