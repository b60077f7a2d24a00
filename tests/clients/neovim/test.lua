-- Neovim's own client, set up as the documents say: findings where the words are, and none after the quick fix.
local function check(holds, words)
  if not holds then
    io.stderr:write('FAILED: ' .. words .. '\n')
    vim.cmd('cquit 1')
  end
end

vim.cmd('luafile ' .. os.getenv('EDITORS') .. '/neovim.lua')
vim.cmd('filetype on')
vim.cmd('edit news.md')
local buffer = vim.api.nvim_get_current_buf()

local function found()
  return vim.diagnostic.get(buffer)
end
check(vim.wait(20000, function() return #found() == 1 end, 50), 'one finding, not ' .. #found())
local one = found()[1]
local line = vim.api.nvim_buf_get_lines(buffer, one.lnum, one.lnum + 1, true)[1]
check(line:sub(one.col + 1, one.end_col) == 'enables access', 'the words: ' .. line:sub(one.col + 1, one.end_col))
check(one.code == nil or one.code == 'house/enables-access', 'the rule: ' .. tostring(one.code))

local params = {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = one.user_data.lsp.range or { start = { line = one.lnum, character = 8 }, ['end'] = { line = one.lnum, character = 9 } },
  context = { diagnostics = {} },
}
local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', params, 10000)
local done = false
for id, answer in pairs(answers) do
  for _, action in ipairs(answer.result) do
    if not done and action.title:find('integrates with', 1, true) then
      local client = vim.lsp.get_client_by_id(id)
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      done = true
    end
  end
end
check(done, 'a quick fix')
line = vim.api.nvim_buf_get_lines(buffer, one.lnum, one.lnum + 1, true)[1]
check(line == '🚀🚀 It integrates with to it.', 'the rewrite: ' .. line)
check(vim.wait(20000, function() return #found() == 0 end, 50), 'no finding is left')
print('as it should be')
vim.cmd('qall!')
