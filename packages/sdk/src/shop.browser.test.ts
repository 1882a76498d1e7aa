import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { serveShop } from '../../../examples/shop/serve.mjs';
import { browserFound, keptBy, nothing, useSite } from './test-site.ts';

/** The shop of examples/, as somebody walks through it. */

describe.skipIf(!browserFound)('the shop', () => {
  const site = useSite();

  it('tells the way of a visitor who says yes and orders, and of one who says no nothing', async () => {
    const shop = await serveShop({ url: site.server, key: 'public-key', port: 0 });
    try {
      const page = await site.context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(shop.address);
      await page.getByRole('link', { name: 'A straw hat' }).click();
      expect(await keptBy(page)).toEqual(nothing);
      await page.getByRole('button', { name: 'Yes' }).click();
      await page.getByRole('link', { name: 'Put it into the basket' }).click();
      await page.getByLabel('Your address for the receipt').fill('Anna@example.com');
      await page.getByRole('button', { name: 'Order' }).click();
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      const way = [
        ...['consent', 'page /product.html', 'Product Viewed', 'Product Added', 'page /cart.html'],
        ...['identify', 'Order Completed', 'page /thanks.html'],
      ];
      await expect.poll(() => [...site.told].sort()).toEqual([...way].sort());
      expect(new Set(site.messages.map(({ anonymousId }) => anonymousId)).size).toBe(1);
      expect(site.messages.at(-1)!.userId).toBe('anna@example.com');
      expect(site.messages.every(({ context }) => !JSON.stringify(context ?? {}).includes('anna'))).toBe(true);

      site.received = [];
      await page.getByRole('button', { name: 'Privacy choices' }).click();
      await page.getByRole('button', { name: 'No', exact: true }).click();
      await expect.poll(() => site.told).toEqual(['consent']);
      await page.goto(`${shop.address}/product.html?item=scarf`);
      await page.getByRole('heading', { name: 'A wool scarf' }).waitFor();
      await expect.poll(async () => (await keptBy(page)).local).toEqual(['dandelion.public-key.person']);
      expect(site.told).toEqual(['consent']);
      expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
    } finally {
      await shop.close();
    }
  });

  it("is followed by what the shop's server sends with Segment's SDK", async () => {
    const script = fileURLToPath(new URL('../../../examples/shop/send-with-segment.mjs', import.meta.url));
    const env = { ...process.env, DANDELION_URL: site.server, DANDELION_KEY: 'secret-key' };
    const { stdout } = await promisify(execFile)(process.execPath, [script, 'anna@example.com'], { env });
    expect(stdout).toBe('Sent what happened to anna@example.com.\n');
    expect(site.received[0]).toMatchObject({ method: 'POST', path: '/v1/batch' });
    expect(site.told).toEqual(['identify', 'Order Shipped']);
  });
});
