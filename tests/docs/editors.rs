//! `docs/editors.md`.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use regex::Regex;
use serde_json::{Value, json};

use super::lsp::Server;
use super::{Finding, Folder, block, jsonc, told, tools};

const PAGE: &str = "docs/editors.md";

/// Where ALE lies.
const ALE: &str = "/usr/share/vim-ale";

#[test]
fn the_problem_matcher_of_vs_code() {
    let tasks = jsonc(&block(PAGE, "VS Code", "problemMatcher"));
    let task = &tasks["tasks"][0];
    assert_eq!(task["args"], json!(["check", "--format", "concise"]));
    let pattern = &task["problemMatcher"]["pattern"];
    let regex = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let folder = Folder::new("code");
    let found: Vec<[String; 6]> = folder
        .amplint("concise")
        .lines()
        .map(|line| {
            let groups = regex
                .captures(line)
                .unwrap_or_else(|| panic!("{line} does not match"));
            ["file", "line", "column", "severity", "code", "message"].map(|key| {
                let group = pattern[key].as_u64().unwrap();
                groups[usize::try_from(group).unwrap()].to_owned()
            })
        })
        .collect();
    let expected: Vec<[String; 6]> = folder
        .findings()
        .into_iter()
        .map(|finding| {
            let Finding {
                file,
                level,
                rule,
                message,
                start,
                ..
            } = finding;
            [
                file,
                start.line.to_string(),
                start.column.to_string(),
                level,
                rule,
                message,
            ]
        })
        .collect();
    assert_eq!(found, expected);
}

/// Vim, with these commands and nothing of the user's. `None` where there is no Vim with its script language.
fn vim(folder: &Folder, script: &str) -> Option<Output> {
    let vim = tools::find("vim", None)?;
    let version = Command::new(&vim).arg("--version").output().unwrap();
    if !String::from_utf8_lossy(&version.stdout).contains("+eval") {
        tools::missing("a vim with +eval");
        return None;
    }
    folder.file("script.vim", script);
    let mut command = folder.command(&vim);
    command.args(["-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", "script.vim"]);
    Some(command.output().unwrap())
}

/// Neovim, in the same way.
fn neovim(folder: &Folder, script: &str, text: &str) -> Option<Output> {
    let nvim = tools::find("nvim", Some("target/tools/bin/nvim"))?;
    folder.file(script, text);
    let mut command = folder.command(&nvim);
    command.args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", script]);
    Some(command.output().unwrap())
}

/// `:make` fills the quickfix list, with columns in bytes.
fn make(name: &str, run: impl Fn(&Folder, &str) -> Option<Output>) {
    let folder = Folder::new(name);
    let expected: Vec<Value> = folder
        .findings()
        .iter()
        .map(|finding| {
            json!([
                finding.file,
                finding.start.line,
                finding.start.byte,
                finding.level[..1],
                format!("[{}] {}", finding.rule, finding.message),
            ])
        })
        .collect();
    let compiler = block(PAGE, "Vim and Neovim", "CompilerSet");
    folder.file("compiler/amplint.vim", &compiler);
    let script = "set encoding=utf-8\nset runtimepath^=.\ncompiler amplint\nsilent! make!\n\
        let found = map(filter(getqflist(), 'v:val.valid'), \
        {_, entry -> [bufname(entry.bufnr), entry.lnum, entry.col, entry.type, entry.text]})\n\
        call writefile([json_encode(found)], 'out.json')\nqall!\n";
    let Some(output) = run(&folder, script) else {
        return;
    };
    assert_eq!(told(&output, &folder), Value::from(expected), "{output:?}");
}

#[test]
fn make_in_vim() {
    make("vim", vim);
}

#[test]
fn make_in_neovim() {
    make("nvim", |folder, script| neovim(folder, "script.vim", script));
}

/// Neovim's own client and `amplint server`: every finding, at its place in bytes, and help at a place.
#[cfg(feature = "server")]
#[test]
fn server_in_neovim() {
    let folder = Folder::new("nvim-lsp");
    let mut expected: Vec<Value> = folder
        .findings()
        .iter()
        .filter(|finding| finding.file == "wide.amp.yaml")
        .map(|finding| json!([finding.start.line - 1, finding.start.byte - 1, finding.rule]))
        .collect();
    expected.sort_by_key(ToString::to_string);
    let config = block(PAGE, "Language server", "vim.lsp.config");
    let script = format!(
        r#"{config}
vim.cmd("filetype on")
vim.cmd("edit wide.amp.yaml")
local function found() return vim.tbl_filter(function(it) return it.severity < 4 end, vim.diagnostic.get(0)) end
vim.wait(20000, function() return #vim.diagnostic.get(0) >= {count} end)
local out = {{}}
for _, it in ipairs(found()) do table.insert(out, {{ it.lnum, it.col, it.code }}) end
vim.fn.writefile({{ vim.json.encode(out) }}, "out.json")
vim.cmd("qall!")
"#,
        count = expected.len(),
    );
    let Some(output) = neovim(&folder, "script.lua", &script) else {
        return;
    };
    let mut found = told(&output, &folder).as_array().unwrap().clone();
    found.sort_by_key(ToString::to_string);
    assert_eq!(found, expected, "{output:?}");
}

/// ALE as a client of `amplint server`: every finding in its line. (It takes columns of UTF-16 for its own.)
#[cfg(feature = "server")]
#[test]
fn server_in_ale() {
    if !Path::new(ALE).join("autoload/ale.vim").is_file() {
        tools::missing("ALE (vim-ale)");
        return;
    }
    let folder = Folder::new("ale-lsp");
    let mut expected: Vec<Value> = folder
        .findings()
        .iter()
        .filter(|finding| finding.file == "wide.amp.yaml")
        .map(|finding| json!([finding.start.line, finding.rule]))
        .collect();
    expected.sort_by_key(ToString::to_string);
    folder.file(
        "ale_linters/yaml/amplint_server.vim",
        &block(PAGE, "Language server", "ale#linter#Define"),
    );
    let script = format!(
        "set encoding=utf-8\nset runtimepath^=.\nset runtimepath+={ALE}\nfiletype plugin on\n\
         let g:ale_linters = {{'yaml': ['amplint_server']}}\nruntime plugin/ale.vim\n\
         edit wide.amp.yaml\nset filetype=yaml\ncall ale#Queue(0)\n\
         function! Found()\n  return copy(get(get(g:ale_buffer_info, bufnr(''), {{}}), 'loclist', []))\nendfunction\n\
         for i in range(400)\n  if !empty(Found())\n    break\n  endif\n  sleep 50m\nendfor\n\
         let out = map(filter(Found(), 'v:val.type !=# \"I\"'), {{_, d -> [d.lnum, d.code]}})\n\
         call writefile([json_encode(out)], 'out.json')\nqall!\n"
    );
    let Some(output) = vim(&folder, &script) else {
        return;
    };
    let mut found = told(&output, &folder).as_array().unwrap().clone();
    found.sort_by_key(ToString::to_string);
    assert_eq!(found, expected, "{output:?}");
}

/// Eglot and `amplint server`: every finding, at its place in characters, and a field to complete.
#[cfg(feature = "server")]
#[test]
fn server_in_emacs() {
    const LISP: &str = "/usr/share/emacs/site-lisp/elpa-src";
    let Some(emacs) = tools::find("emacs", None) else {
        return;
    };
    let packages: Vec<_> = fs::read_dir(LISP).into_iter().flatten().flatten().collect();
    if !packages
        .iter()
        .any(|it| it.file_name().to_string_lossy().starts_with("eglot-"))
    {
        tools::missing("eglot (elpa-eglot)");
        return;
    }
    let folder = Folder::new("eglot");
    let expected: Vec<Value> = folder
        .findings()
        .iter()
        .filter(|finding| finding.file == "wide.amp.yaml")
        .map(|finding| json!([finding.start.line, finding.start.column, finding.rule]))
        .collect();
    let config = block(PAGE, "Language server", "eglot-server-programs");
    let script = format!(
        r#"(require 'yaml-mode)
(require 'eglot)
(require 'json)
{config}
(find-file "wide.amp.yaml")
(run-hooks 'post-command-hook)
(let ((end (+ (float-time) 30)))
  (while (and (< (float-time) end) (null (flymake-diagnostics)))
    (accept-process-output nil 0.1)
    (when flymake-mode (flymake-start))))
(defun place (it)
  (save-excursion
    (goto-char (flymake-diagnostic-beg it))
    (let ((text (flymake-diagnostic-text it)))
      (vector (line-number-at-pos)
              (1+ (- (point) (line-beginning-position)))
              (and (string-match "\\[\\(.*?\\)\\]:" text) (match-string 1 text))))))
(let* ((found (seq-remove (lambda (it) (eq (flymake-diagnostic-type it) 'eglot-note)) (flymake-diagnostics)))
       (places (vconcat (mapcar #'place found))))
  (with-temp-file "out.json" (insert (json-encode places))))
(kill-emacs 0)
"#
    );
    folder.file("script.el", &script);
    let mut command = folder.command(&emacs);
    command.args(["-Q", "--batch"]);
    for package in packages {
        command.arg("-L").arg(package.path());
    }
    let output = command.args(["-l", "script.el"]).output().unwrap();
    let sorted = |all: Vec<Value>| {
        let mut all = all;
        all.sort_by_key(ToString::to_string);
        all
    };
    let found = told(&output, &folder).as_array().unwrap().clone();
    assert_eq!(sorted(found), sorted(expected), "{output:?}");
}

/// A file of each kind: what each linter should find in it.
fn files(folder: &Folder) -> Vec<(&'static str, Vec<Finding>)> {
    let mut found = folder.findings();
    folder.file("values.yaml", "enabled: [\n");
    let mut of = |file| {
        let (these, others) = std::mem::take(&mut found)
            .into_iter()
            .partition(|finding| finding.file == file);
        found = others;
        (file, these)
    };
    let files = vec![
        of("a b/amp.yaml"),
        of("é/連絡.amp.yml"),
        of("wide.amp.yaml"),
        of("values.yaml"),
    ];
    let counts: Vec<usize> = files.iter().map(|(_, found)| found.len()).collect();
    assert!(
        counts[..3].iter().all(|&count| count > 0) && counts[3] == 0,
        "{counts:?}"
    );
    files
}

/// What nvim-lint does with a linter, as far as ours asks for it.
const NVIM_LINT: &str = r#"
local lint = { linters = {} }
package.loaded.lint = lint
function lint.try_lint(name)
  local linter, buffer = lint.linters[name], vim.api.nvim_get_current_buf()
  local command = { linter.cmd }
  for _, argument in ipairs(linter.args) do
    table.insert(command, type(argument) == "function" and argument() or argument)
  end
  assert(linter.stdin and linter.ignore_exitcode)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n") .. "\n"
  local output = vim.system(command, { stdin = text }):wait().stdout
  vim.diagnostic.set(vim.api.nvim_create_namespace(name), buffer, linter.parser(output, buffer, vim.fn.getcwd()))
end
"#;

#[test]
fn a_linter_for_nvim_lint() {
    let folder = Folder::new("nvim-lint");
    let files = files(&folder);
    let linter = block(PAGE, "Neovim: nvim-lint", "lint.linters.amplint");
    let names: Vec<&str> = files.iter().map(|(file, _)| *file).collect();
    let script = format!(
        "{NVIM_LINT}\n{linter}\nlocal out = {{}}\nfor _, file in ipairs(vim.json.decode([==[{}]==])) do\n\
         vim.cmd.edit(vim.fn.fnameescape(file))\n\
         table.insert(out, vim.tbl_map(function(d) return {{ d.lnum, d.col, d.end_lnum, d.end_col, d.severity, d.code, d.message }} end, vim.diagnostic.get(0)))\n\
         end\nvim.fn.writefile({{ vim.json.encode(out) }}, 'out.json')\nvim.cmd('qall!')\n",
        Value::from(names)
    );
    let Some(output) = neovim(&folder, "script.lua", &script) else {
        return;
    };
    let expected = files.iter().map(|(_, found)| {
        let found = found.iter().map(|finding| {
            let Finding {
                start,
                end,
                level,
                rule,
                message,
                help,
                ..
            } = finding;
            let level = 1 + ["error", "warning", "info"]
                .iter()
                .position(|name| name == level)
                .unwrap();
            json!([
                start.line - 1,
                start.byte - 1,
                end.line - 1,
                end.byte - 1,
                level,
                rule,
                format!("{message}\nhelp: {help}")
            ])
        });
        found.collect::<Value>()
    });
    assert_eq!(told(&output, &folder), expected.collect::<Value>(), "{output:?}");
}

#[test]
fn a_linter_for_ale() {
    if !Path::new(ALE).join("autoload/ale.vim").is_file() {
        tools::missing("ALE (vim-ale)");
        return;
    }
    let folder = Folder::new("ale");
    let files = files(&folder);
    folder.file(
        "ale_linters/yaml/amplint.vim",
        &block(PAGE, "Vim: ALE", "ale#linter#Define"),
    );
    let mut script = format!(
        "set encoding=utf-8\nset runtimepath^=.\nset runtimepath+={ALE}\nfiletype plugin on\n\
         let g:ale_linters = {{'yaml': ['amplint']}}\nruntime plugin/ale.vim\nlet out = []\n\
         function! Wait()\n  for i in range(600)\n    if !ale#engine#IsCheckingBuffer(bufnr(''))\n      break\n    endif\n    sleep 50m\n  endfor\nendfunction\n"
    );
    for (file, _) in &files {
        // ALE waits until Vim has started, so it is asked here.
        script += &format!(
            "execute 'edit ' . fnameescape('{file}')\nset filetype=yaml\ncall ale#Queue(0)\ncall Wait()\n\
             call add(out, map(copy(get(get(g:ale_buffer_info, bufnr(''), {{}}), 'loclist', [])), \
             {{_, d -> [d.lnum, d.col, get(d, 'end_lnum', d.lnum), d.end_col, d.type, d.code, d.detail]}}))\n"
        );
    }
    script += "call writefile([json_encode(out)], 'out.json')\nqall!\n";
    let Some(output) = vim(&folder, &script) else {
        return;
    };
    let expected = files.iter().map(|(_, found)| {
        let found = found.iter().map(|finding| {
            let Finding {
                start,
                end,
                level,
                rule,
                message,
                help,
                ..
            } = finding;
            json!([
                start.line,
                start.byte,
                end.line,
                end.byte - 1,
                level[..1].to_uppercase(),
                rule,
                format!("{message}\nhelp: {help}")
            ])
        });
        found.collect::<Value>()
    });
    assert_eq!(told(&output, &folder), expected.collect::<Value>(), "{output:?}");
}

/// What does the work for Helix is efm-langserver.
#[test]
fn efm_langserver_for_helix() {
    let helix = block(PAGE, "Helix", "language-servers");
    let Some(program) = tools::find("efm-langserver", None) else {
        return;
    };
    assert!(helix.contains("\ncommand = \"efm-langserver\"\n"), "{helix}");
    let folder = Folder::new("efm");
    let files = files(&folder);
    folder.file(
        ".config/efm-langserver/config.yaml",
        &block(PAGE, "Helix", "lint-command"),
    );
    for (file, found) in files {
        // One each, for it may forget a file that is opened in the moment when it tells about another.
        let mut server = Server::start(&folder, &program, &[], Value::Null);
        let text = fs::read_to_string(folder.0.join(file)).unwrap();
        let told: Vec<Value> = server
            .open(file, "yaml", &text)
            .into_iter()
            .map(|told| {
                json!([
                    told["range"]["start"],
                    told["severity"],
                    told["source"],
                    told["message"]
                ])
            })
            .collect();
        let expected: Vec<Value> = found
            .iter()
            .map(|finding| {
                let level = 1 + ["error", "warning"]
                    .iter()
                    .position(|name| *name == finding.level)
                    .unwrap();
                let start = json!({"line": finding.start.line - 1, "character": finding.start.column - 1});
                json!([
                    start,
                    level,
                    "amplint",
                    format!("[{}] {}", finding.rule, finding.message)
                ])
            })
            .collect();
        assert_eq!(told, expected, "{file}");
    }
}

#[test]
fn the_schema_in_yaml_language_server() {
    let place = "target/npm/node_modules/.bin/yaml-language-server";
    let Some(program) = tools::find("yaml-language-server", Some(place)) else {
        return;
    };
    let folder = Folder::new("schema");
    let amplint = folder
        .command(Path::new(env!("CARGO_BIN_EXE_amplint")))
        .args(["schema", "manifest"])
        .output()
        .unwrap();
    folder.file("amp.schema.json", std::str::from_utf8(&amplint.stdout).unwrap());
    let settings = jsonc(&block(PAGE, "Schema", "\"yaml.schemas\""));
    let settings = json!({"yaml": {"schemas": settings["yaml.schemas"]}});
    let mut server = Server::start(&folder, &program, &["--stdio"], settings);
    for file in ["a b/crm.amp.yaml", "amp.yml"] {
        let text = "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    proxy:\n      enabled: 'true'\n    \n";
        let told = server.open(file, "yaml", text);
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(told[0]["range"]["start"], json!({"line": 5, "character": 15}));
        assert_eq!(told[0]["range"]["end"], json!({"line": 5, "character": 21}));
        let at = |line: u32, character: u32, server: &Server| json!({"textDocument": {"uri": server.uri(file)}, "position": {"line": line, "character": character}});
        let params = at(6, 4, &server);
        let completion = server.request("textDocument/completion", params);
        let items = completion["items"].as_array().unwrap().iter();
        let labels: Vec<&str> = items.map(|item| item["label"].as_str().unwrap()).collect();
        assert!(
            labels.contains(&"read") && labels.contains(&"displayName") && !labels.contains(&"proxy"),
            "{labels:?}"
        );
        let params = at(4, 6, &server);
        let hover = server.request("textDocument/hover", params);
        assert!(
            hover["contents"].to_string().contains("provider's API"),
            "{hover}"
        );
    }
    let told = server.open("values.yaml", "yaml", "enabled: 'true'\n");
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_checker_for_flycheck() {
    let Some(emacs) = tools::look("emacs", None) else {
        tools::skipped("Emacs");
        return;
    };
    let folder = Folder::new("flycheck");
    let files = files(&folder);
    folder.file(
        "checker.el",
        &block(PAGE, "Emacs: flycheck", "flycheck-define-checker"),
    );
    let names: Vec<String> = files.iter().map(|(file, _)| format!("{file:?}")).collect();
    let script = format!(
        r#"(dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa*/*")) (add-to-list 'load-path folder))
(unless (require 'flycheck nil t) (kill-emacs 77))
(require 'json)
(define-derived-mode yaml-mode prog-mode "YAML")
(load (expand-file-name "checker.el"))
(defun found (file)
  (find-file (expand-file-name file (getenv "HOME")))
  (yaml-mode)
  (flycheck-mode 1)
  (when (eq (flycheck-get-checker-for-buffer) 'amplint)
    (flycheck-buffer)
    (while (flycheck-running-p) (accept-process-output nil 0.05))
    (mapcar (lambda (e) (vector (flycheck-error-line e) (flycheck-error-column e)
                                (car (flycheck-error-region-for-mode e 'columns))
                                (symbol-name (flycheck-error-level e)) (flycheck-error-id e) (flycheck-error-message e)))
            flycheck-current-errors)))
(let ((found (mapconcat (lambda (file) (json-encode (vconcat (found file)))) '({}) ",")))
  (write-region (concat "[" found "]") nil (expand-file-name "out.json" (getenv "HOME"))))
"#,
        names.join(" ")
    );
    folder.file("script.el", &script);
    let mut command = folder.command(&emacs);
    let output = command
        .args(["--batch", "-Q", "-l", "script.el"])
        .output()
        .unwrap();
    if output.status.code() == Some(77) {
        tools::skipped("flycheck for Emacs");
        return;
    }
    let expected = files.iter().map(|(file, found)| {
        let text = fs::read_to_string(folder.0.join(file)).unwrap();
        let found = found.iter().map(|finding| {
            let Finding {
                start,
                level,
                rule,
                message,
                ..
            } = finding;
            // Places in a buffer count characters from 1.
            let before = text.lines().take(usize::try_from(start.line - 1).unwrap());
            let place = before.map(|line| line.chars().count() as u64 + 1).sum::<u64>() + start.column;
            json!([start.line, start.column, place, level, rule, message])
        });
        found.collect::<Value>()
    });
    assert_eq!(told(&output, &folder), expected.collect::<Value>(), "{output:?}");
}
