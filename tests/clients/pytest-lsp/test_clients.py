"""What editors would see, with the abilities that pytest-lsp recorded of them."""

import asyncio
import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PAGES = pathlib.Path.cwd()
URI = (PAGES / "news.md").as_uri()
TEXT = (PAGES / "news.md").read_text("utf-8")


@pytest_lsp.fixture(
    params=["visual_studio_code", "neovim@0.7", "neovim@0.11", "emacs"],
    config=ClientServerConfig(server_command=[os.environ["COPYDESK"], "lsp"]),
)
async def client(request, lsp_client: LanguageClient):
    lsp_client.feature("client/registerCapability")(lambda params: None)
    offered = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param), root_uri=PAGES.as_uri()
        )
    )
    lsp_client.offered = offered.capabilities
    yield lsp_client
    await lsp_client.shutdown_session()


async def found(client: LanguageClient):
    """The diagnostics of the page, asked for or waited for as the client can."""
    if client.offered.diagnostic_provider:
        report = await client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(types.TextDocumentIdentifier(URI))
        )
        return report.items
    await asyncio.wait_for(
        client.wait_for_notification("textDocument/publishDiagnostics"), 20
    )
    return client.diagnostics[URI]


def read_back(client: LanguageClient, span: types.Range) -> str:
    units = client.offered.position_encoding
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[units]
    coder = units if width == 1 else units + "-le"
    line = TEXT.split("\n")[span.start.line].encode(coder)
    return line[span.start.character * width : span.end.character * width].decode(coder)


@pytest.mark.asyncio
async def test_a_page_from_open_to_close(client: LanguageClient):
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(URI, types.LanguageKind.Markdown, 1, TEXT)
        )
    )
    items = await found(client)
    assert [item.code for item in items] == ["house/enables-access"]
    assert read_back(client, items[0].range) == "enables access"

    document = types.TextDocumentIdentifier(URI)
    hover = await client.text_document_hover_async(
        types.HoverParams(document, items[0].range.start)
    )
    assert "It promises too much." in hover.contents.value

    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, items[0].range, types.CodeActionContext(items))
    )
    assert any("integrates with" in action.title for action in actions)

    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, URI),
            [types.TextDocumentContentChangePartial(items[0].range, "integrates with")],
        )
    )
    assert not await found(client)

    client.text_document_did_close(types.DidCloseTextDocumentParams(document))
    if client.offered.diagnostic_provider:
        assert not await found(client)
