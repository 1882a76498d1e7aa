// Serves the shop. The address of Dandelion and the write key stand in one place: the environment of this program.
//   DANDELION_URL=http://localhost:4600 DANDELION_KEY=... node examples/shop/serve.mjs
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const files = ['index', 'product', 'cart', 'thanks', 'privacy']
  .map((name) => `${name}.html`)
  .concat('shop.js', 'shop.css');

/** Starts it on a port (any free one: 0) and answers with its address and how to end it. */
export async function serveShop({ url, key, port }) {
  // All that a page with Dandelion has to allow: its script, and sending to it.
  const policy = `default-src 'none'; style-src 'self'; script-src 'self' ${url}; connect-src ${url}; form-action 'self'; base-uri 'none'`;
  const server = createServer(({ url: asked = '/' }, response) => {
    const name = asked.split('?')[0].slice(1) || 'index.html';
    if (!files.includes(name)) return response.writeHead(404).end('There is no such page.');
    const text = readFileSync(new URL(name, import.meta.url), 'utf8');
    const type = types[name.split('.')[1]];
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-cache' });
    return response.end(text.replaceAll('DANDELION_URL', url).replaceAll('DANDELION_KEY', key));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://localhost:${server.address().port}`, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { DANDELION_URL: url = 'http://localhost:4600', DANDELION_KEY: key, PORT = '4700' } = process.env;
  if (!key) {
    process.stderr.write(
      'Set DANDELION_KEY to a public write key: ./dandelion sources create "The shop" prints one.\n',
    );
    process.exit(2);
  }
  const { address } = await serveShop({ url: url.replace(/\/$/, ''), key, port: Number(PORT) });
  process.stdout.write(`The shop is at ${address}\n`);
}
