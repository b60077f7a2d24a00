// The HTML report in Chromium: it loads nothing and runs nothing but itself, its filters work with and
// without a mouse, axe finds nothing to complain of, and it can be read narrow, dark, on paper and
// without script.
'use strict';
const assert = require('node:assert/strict');
const { mkdtempSync, readFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [report, many] = process.argv.slice(2).map((path) => pathToFileURL(resolve(path)).href);
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function browser(options, use) {
  const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'browser-')), {
    executablePath: '/usr/bin/chromium', headless: true, args: quiet, viewport: { width: 1280, height: 900 }, ...options,
  });
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => { said.push(dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => { if (![report, many].includes(request.url())) said.push(request.url()); });
  try { await use(page); } finally { await context.close(); }
  assert.deepEqual(said, [], 'the console, dialogs and requests');
}

const shown = (page) => page.textContent('#shown');
const visible = (page, selector) => page.locator(`${selector}:visible`).count();

async function accessible(page, how) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), [], how);
}

async function filters(page) {
  await page.goto(report);
  assert.equal(await page.evaluate(() => window.taken), undefined, 'something on the page was run');
  assert.equal(await page.evaluate(() => document.scripts.length), 1);
  assert.match(await page.textContent('.alarm'), /Not read: 1 file.*encrypted<img src=x onerror=window\.taken=1>\.pptx/s);
  assert.equal(await shown(page), 'All 5 findings are shown.');
  assert.equal(await visible(page, '.card'), 3);
  // What stands on three slides is one card, and the shape is marked on the slide.
  assert.equal(await page.textContent('.card details summary'), 'On 3 slides');
  assert.equal(await page.locator('.card svg rect').count(), 3);

  await page.fill('#words', 'TRUST leading');
  await page.waitForFunction(() => document.getElementById('shown').textContent === '3 of 5 findings are shown.');
  await page.fill('#words', 'nosuchword');
  await page.waitForSelector('#none:not([hidden])');
  await page.click('button[type=reset]');
  await page.waitForFunction(() => document.getElementById('shown').textContent.startsWith('All 5'));
  await page.uncheck('[value=error]');
  assert.equal(await shown(page), '1 of 5 findings are shown.');
  assert.equal(await visible(page, '.file'), 1);
  await page.check('[value=error]');
  await page.selectOption('#file', 'decks/honest.pptx');
  assert.equal(await shown(page), '4 of 5 findings are shown.');
  await page.click('button[type=reset]');
  await page.waitForFunction(() => document.getElementById('shown').textContent.startsWith('All 5'));
  await page.click('#rules a[data-rule="house/gate"]');
  assert.equal(await shown(page), '1 of 5 findings are shown.');
  await page.click('button[type=reset]');
  await page.check('[value=rule]');
  assert.deepEqual(await page.locator('#list h3').allTextContents(), ['house/leading', 'house/gate']);
  assert.equal(await page.locator('.path').first().textContent(), 'decks/honest.pptx');
  await accessible(page, 'by rule');
  await page.click('#fold');
  assert.equal(await visible(page, '.card'), 0);
  await page.click('button[type=reset]');
  await page.waitForFunction(() => document.querySelectorAll('.path').length === 0);
  assert.equal(await visible(page, '.card'), 3);
}

async function keyboard(page) {
  await page.goto(report);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'words');
  await page.keyboard.type('trust');
  await page.waitForFunction(() => document.getElementById('shown').textContent.startsWith('3 of 5'));
  for (const expected of ['rule', 'file']) {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), expected);
  }
}

async function looks(page) {
  await page.goto(report);
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 375]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await accessible(page, `${colorScheme}, ${width} px`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px wide on a screen of ${width}`);
    }
  }
  await page.emulateMedia({ media: 'print' });
  assert.equal(await visible(page, 'form'), 0);
  assert.equal(await visible(page, '.card'), 3);
  assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
}

async function large(page) {
  await page.goto(many);
  assert.equal(await shown(page), 'All 10,000 findings are shown.');
  await page.fill('#words', '4242');
  await page.waitForFunction(() => document.getElementById('shown').textContent === '1 of 10,000 findings are shown.');
  await page.click('button[type=reset]');
  await page.check('[value=rule]');
  assert.equal(await shown(page), 'All 10,000 findings are shown.');
}

async function without(page) {
  await page.goto(report);
  assert.equal(await visible(page, 'form'), 0);
  assert.equal(await visible(page, '.card'), 3);
}

(async () => {
  await browser({}, filters);
  await browser({}, keyboard);
  await browser({}, looks);
  await browser({}, large);
  await browser({ javaScriptEnabled: false }, without);
})().catch((error) => { console.error(error); process.exit(1); });
