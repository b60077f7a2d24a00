-- For init.lua. Since Neovim 0.11 the first part is enough; the second is for 0.7 to 0.10.
local cmd, filetypes = { 'copydesk', 'lsp' }, { 'markdown', 'mdx', 'html', 'text', 'yaml' }

if vim.lsp.config then
  vim.lsp.config('copydesk', { cmd = cmd, filetypes = filetypes, root_markers = { 'copydesk.yaml', '.git' } })
  vim.lsp.enable('copydesk')
else
  local client
  vim.api.nvim_create_autocmd('FileType', {
    pattern = filetypes,
    callback = function()
      client = client or vim.lsp.start_client({ name = 'copydesk', cmd = cmd, root_dir = vim.fn.getcwd() })
      vim.lsp.buf_attach_client(0, client)
    end,
  })
end
