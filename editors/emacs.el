;; For init.el: copydesk through Eglot, which Emacs has since 29.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((markdown-mode text-mode html-mode mhtml-mode) . ("copydesk" "lsp"))))
(add-hook 'text-mode-hook #'eglot-ensure)   ; Markdown and HTML modes run it too
