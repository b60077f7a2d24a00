// As much of VS Code as the extension and its language client touch: one page in one folder. What is
// not here answers with more of nothing.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL, fileURLToPath } = require('node:url');

const nothing = () => new Proxy(function () {}, {
  get: (target, name) => {
    if (name === 'then' || name === Symbol.iterator) return undefined;
    if (name === Symbol.toPrimitive) return () => '';
    if (!(name in target)) target[name] = nothing();
    return target[name];
  },
  apply: () => nothing(),
  construct: () => nothing(),
});

class Disposable {
  constructor(end = () => {}) { this.dispose = end; }
  static from(...all) { return new Disposable(() => all.forEach(one => one.dispose())); }
}
class EventEmitter {
  constructor() {
    this.heard = new Set();
    this.event = (listener, self) => {
      const bound = self ? listener.bind(self) : listener;
      this.heard.add(bound);
      return new Disposable(() => this.heard.delete(bound));
    };
  }
  fire(event) { return Promise.all([...this.heard].map(listener => listener(event))); }
  dispose() { this.heard.clear(); }
}
class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
}
class Range {
  constructor(start, end, endLine, endCharacter) {
    const numbers = typeof start === 'number';
    this.start = numbers ? new Position(start, end) : start;
    this.end = numbers ? new Position(endLine, endCharacter) : end;
  }
}
class Uri {
  constructor(href) { this.href = href; }
  static parse(href) { return new Uri(href); }
  static file(name) { return new Uri(pathToFileURL(name).href); }
  get scheme() { return this.href.split(':')[0]; }
  get fsPath() { return fileURLToPath(this.href); }
  get path() { return this.fsPath; }
  get authority() { return ''; }
  toString() { return this.href; }
}
class Diagnostic {
  constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}
class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
for (const [name, value] of Object.entries({
  Empty: '', QuickFix: 'quickfix', Refactor: 'refactor', RefactorExtract: 'refactor.extract',
  RefactorInline: 'refactor.inline', RefactorMove: 'refactor.move', RefactorRewrite: 'refactor.rewrite',
  Source: 'source', SourceFixAll: 'source.fixAll', SourceOrganizeImports: 'source.organizeImports', Notebook: 'notebook',
})) { CodeActionKind[name] = new CodeActionKind(value); }
class CodeAction { constructor(title, kind) { Object.assign(this, { title, kind }); } }
class CancellationTokenSource {
  constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() }; }
  cancel() { this.token.isCancellationRequested = true; }
  dispose() {}
}
class CancellationError extends Error {}
class WorkspaceEdit {
  constructor() { this.all = []; }
  set(uri, edits) { this.all.push([uri, edits]); }
  createFile(uri, options) { this.all.push([uri, options]); }
}
class TextEdit { constructor(range, newText) { Object.assign(this, { range, newText }); } }
class SnippetTextEdit {}

const word = values => {
  const one = nothing();
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(one, name, { value, writable: true, configurable: true });
  }
  return one;
};
const events = {};
const event = name => (events[name] ??= new EventEmitter()).event;
const providers = [];
const commands = new Map();
const folder = { uri: Uri.file(process.cwd()), name: 'pages', index: 0 };
const page = {
  uri: Uri.file(path.resolve('news.md')), languageId: 'markdown', version: 1, isClosed: false, isDirty: false,
  text: fs.readFileSync('news.md', 'utf8'), getText() { return this.text; },
};
const provide = kind => (selector, provider) => {
  providers.push({ kind, provider });
  return new Disposable(() => {});
};
const diagnostics = new Map();
const collection = name => {
  const own = new Map();
  diagnostics.set(name + diagnostics.size, own);
  return {
    name, set: (uri, all) => own.set(uri.toString(), all ?? []), delete: uri => own.delete(uri.toString()),
    clear: () => own.clear(), has: uri => own.has(uri.toString()), get: uri => own.get(uri.toString()),
    forEach: visit => own.forEach((all, uri) => visit(Uri.parse(uri), all)), dispose: () => own.clear(),
  };
};

const workspace = word({
  workspaceFolders: [folder], textDocuments: [page], notebookDocuments: [], isTrusted: true, name: 'pages',
  getWorkspaceFolder: () => folder,
  getConfiguration: section => ({
    get: (name, other) => section === 'copydesk' && name === 'path' ? process.env.COPYDESK : other,
    has: () => false, inspect: () => undefined,
  }),
  createFileSystemWatcher: () => ({
    onDidCreate: event('created'), onDidChange: event('changed'), onDidDelete: event('deleted'), dispose() {},
  }),
});
for (const name of ['onDidOpenTextDocument', 'onDidChangeTextDocument', 'onDidCloseTextDocument', 'onDidSaveTextDocument',
  'onWillSaveTextDocument', 'onDidChangeConfiguration', 'onDidChangeWorkspaceFolders', 'onDidCreateFiles', 'onDidRenameFiles',
  'onDidDeleteFiles', 'onWillCreateFiles', 'onWillRenameFiles', 'onWillDeleteFiles', 'onDidOpenNotebookDocument',
  'onDidChangeNotebookDocument', 'onDidCloseNotebookDocument', 'onDidSaveNotebookDocument']) {
  workspace[name] = event(name);
}
const languages = word({
  createDiagnosticCollection: collection,
  match: (selector, document) =>
    [].concat(selector).some(one => (one.language ?? document.languageId) === document.languageId) ? 10 : 0,
  registerCodeActionsProvider: provide('actions'), registerHoverProvider: provide('hover'),
  registerDefinitionProvider: provide('definition'), registerCompletionItemProvider: provide('completion'),
});
const shown = [];
const channel = () => word({
  append: text => shown.push(text), appendLine: text => shown.push(text), show() {}, dispose() {}, clear() {},
  trace() {}, debug() {}, info: text => shown.push(text), warn: text => shown.push(text), error: text => shown.push(text),
  onDidChangeLogLevel: event('onDidChangeLogLevel'), logLevel: 0, name: 'copydesk',
});
const editor = { document: page, viewColumn: 1 };
const tab = { input: { uri: page.uri }, isActive: true };
const window = word({
  createOutputChannel: channel, activeTextEditor: editor, visibleTextEditors: [editor],
  onDidChangeActiveTextEditor: event('onDidChangeActiveTextEditor'),
  onDidChangeVisibleTextEditors: event('onDidChangeVisibleTextEditors'),
  tabGroups: {
    all: [{ tabs: [tab] }], onDidChangeTabs: event('onDidChangeTabs'), onDidChangeTabGroups: event('onDidChangeTabGroups'),
    activeTabGroup: { tabs: [tab] },
  },
  showErrorMessage: async text => { shown.push(text); }, showWarningMessage: async () => {}, showInformationMessage: async () => {},
});
class TabInputText { static [Symbol.hasInstance](input) { return Boolean(input?.uri); } }

module.exports = word({
  Disposable, EventEmitter, Position, Range, Uri, Diagnostic, CodeAction, CodeActionKind, CancellationTokenSource,
  CancellationError, WorkspaceEdit, TextEdit, SnippetTextEdit, TabInputText,
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 }, DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
  DiagnosticRelatedInformation: class { constructor(location, message) { Object.assign(this, { location, message }); } },
  Location: class { constructor(uri, range) { Object.assign(this, { uri, range }); } },
  MarkdownString: class { constructor(value) { this.value = value; } appendCodeblock() {} },
  Hover: class { constructor(contents, range) { Object.assign(this, { contents: [].concat(contents), range }); } },
  CompletionItem: class { constructor(label) { this.label = label; } }, CompletionList: class {},
  CompletionItemKind: {}, CodeActionTriggerKind: { Invoke: 1, Automatic: 2 },
  version: '1.106.0', env: word({ appName: 'VS Code', language: 'en', uriScheme: 'vscode', sessionId: '' }),
  workspace, languages, window,
  commands: word({
    registerCommand: (name, run) => { commands.set(name, run); return new Disposable(() => commands.delete(name)); },
    executeCommand: async (name, ...rest) => commands.get(name)?.(...rest),
  }),
  test: { events, providers, commands, diagnostics, page, shown },
});
