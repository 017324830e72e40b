-- Edits a payload with `kyx server` in Neovim. KYX names the program.
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, "p")
local path = folder .. "/request.json"
vim.fn.writefile({
  "{",
  '  "customerInternalReference": "order-4711", // the shop\'s',
  '  "workflowDefinition": { "key": 2, },',
  '  "userReference": "customer-17",',
  "}",
}, path)

local function check(condition, message)
  if not condition then
    io.stderr:write("not ok: " .. message .. "\n")
    vim.cmd("cquit 1")
  end
end

local function wait(what, condition)
  check(vim.wait(10000, condition, 20), what)
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local lsp = (diagnostic.user_data or {}).lsp or {}
    table.insert(found, tostring(lsp.code or diagnostic.code))
  end
  table.sort(found)
  return table.concat(found, " ")
end

local function run()
  vim.cmd("edit " .. path)
  local id = vim.lsp.start_client({ name = "kyx", cmd = { vim.env.KYX, "server" }, root_dir = folder })
  vim.lsp.buf_attach_client(0, id)
  wait("diagnostics", function() return codes() == "KYX004 KYX004 KYX005" end)

  local params = {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = { line = 0, character = 0 }, ["end"] = { line = 4, character = 1 } },
    context = { diagnostics = {}, only = { "source.fixAll.kyx" } },
  }
  local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 10000)
  local actions = answers[id].result
  check(#actions == 1, "one action fixes all")
  local client = vim.lsp.get_client_by_id(id)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
  wait("the fixes settle the findings", function() return codes() == "" end)
  vim.cmd("write")

  -- What is typed, and taken back, is followed.
  vim.api.nvim_buf_set_lines(0, 1, 2, false, { '  "customerInternalReference": 4711,' })
  wait("a finding while typing", function() return codes() ~= "" end)
  vim.api.nvim_buf_set_lines(0, 1, 2, false, { '  "customerInternalReference": "4711",' })
  wait("the finding is gone", function() return codes() == "" end)

  vim.lsp.stop_client(id)
  wait("the server ends", function() return vim.lsp.get_client_by_id(id) == nil end)
  io.stdout:write(table.concat(vim.fn.readfile(path), "\n") .. "\n")
  vim.cmd("quitall!")
end

local is_ok, problem = pcall(run)
check(is_ok, tostring(problem))
