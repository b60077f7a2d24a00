;;; Eglot: findings where the words are, hover, and none after the words are gone.  -*- lexical-binding: t -*-
(require 'eglot)
(require 'flymake)

(defun check (holds words)
  (unless holds
    (message "FAILED: %s" words)
    (kill-emacs 1)))

(defun wait-until (holds)
  (let ((end (+ (float-time) 20)))
    (while (and (not (funcall holds)) (< (float-time) end))
      (accept-process-output nil 0.1))
    (funcall holds)))

(setq eglot-sync-connect 20)
(load (expand-file-name "emacs.el" (getenv "EDITORS")))
(find-file "news.md")
(text-mode)
;; What the hook asks for is done after a command, of which there is none here.
(run-hooks 'post-command-hook)
(flymake-mode 1)
(flymake-start)

(check (wait-until (lambda () (= 1 (length (flymake-diagnostics))))) "one finding")
(let ((one (car (flymake-diagnostics))))
  (check (equal "enables access"
                (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
         "the words")
  (check (string-match-p "It promises too much" (flymake-diagnostic-text one)) "the reason")
  (delete-region (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
(check (progn (eglot--signal-textDocument/didChange)
              (wait-until (lambda () (= 0 (length (flymake-diagnostics))))))
       "no finding is left")
(message "as it should be")
(kill-emacs 0)
