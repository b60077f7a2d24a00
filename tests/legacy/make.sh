#!/usr/bin/env bash
# Makes the legacy files of these tests from their flat OpenDocument sources, with LibreOffice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
convert() { soffice "-env:UserInstallation=file://$profile" --headless --convert-to "$1" "$2"; }
convert "ppt:MS PowerPoint 97" deck.fodp
convert "doc:MS Word 97" text.fodt
convert "xls:MS Excel 97" book.fods
