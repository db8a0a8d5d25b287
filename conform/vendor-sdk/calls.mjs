// Calls of the vendor's SDK and of the generated crate to one server that remembers what they send.
//
// Arguments: the program that makes the crate's calls, and what stands before the URL among its own. Prints one object:
// `theirs` and `ours`, each a list of requests with `method`, `url` and `headers`. `calls.rs` makes the same calls in the
// same order.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';

import Cloudflare from 'cloudflare';

const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353';
const STRANGE = "a b/c?d%e+f;g&h=i#j:k@l!m~n(o)*'";
const TOTAL = 7;

/** Answers as the API does: some tokens, in pages. */
function answer(url) {
  const asked = new URL(url, 'http://localhost').searchParams;
  const number = (name, otherwise) => Number(asked.get(name) ?? otherwise);
  const [page, perPage] = [number('page', 1), number('per_page', 20)];
  const first = (page - 1) * perPage;
  const count = Math.max(0, Math.min(TOTAL - first, perPage));
  const result = Array.from({ length: count }, (_, index) => ({ id: String(first + index).padStart(32, '0') }));
  const result_info = { count, page, per_page: perPage, total_count: TOTAL };
  return { success: true, errors: [], messages: [], result, result_info };
}

let seen = [];
const server = http.createServer((request, response) => {
  const { method, url, headers } = request;
  seen.push({ method, url, headers });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer(url)));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const baseURL = `http://127.0.0.1:${server.address().port}/client/v4`;

const { tokens } = new Cloudflare({ apiToken: 't0ken', baseURL }).accounts;
await tokens.list({ account_id: ACCOUNT });
await tokens.list({ account_id: ACCOUNT, page: 2, per_page: 5, direction: 'desc' });
await tokens.list({ account_id: STRANGE });
for await (const token of tokens.list({ account_id: ACCOUNT, per_page: 5 })) void token;
const theirs = seen;

seen = [];
const [program, ...words] = process.argv.slice(2);
const ours = spawn(program, [...words, baseURL], { stdio: ['ignore', 2, 2] });
const [code] = await once(ours, 'exit');
server.close();
server.closeAllConnections();
if (code !== 0) {
  throw new Error(`the crate's calls failed with ${code}`);
}
console.log(JSON.stringify({ theirs, ours: seen }));
