// The pages in Chromium: axe-core, width, text at 200 %, what is asked of the network, keys alone, no
// script, from a folder, on paper.  browser.mjs CACHE FOLDER ADDRESS SHOTS MODE
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { address, axe, end, find, first, folder, foundSoFar, kinds, launch, mode, pages, shots } from './pages.mjs';

const browser = await launch();
const source = axe();
const short = mode === 'short';
const widths = short ? [320] : [320, 1280];
const schemes = short ? ['light'] : ['light', 'dark'];
const size = (width) => ({ width, height: width < 600 ? 568 : 800 });
const counts = { axe: 0, passes: 0, requests: 0, stops: 0, shots: 0 };

const overflow = () => {
	const root = document.documentElement;
	if (root.scrollWidth <= root.clientWidth) return '';
	const worst = [...document.querySelectorAll('body *')]
		.filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.scroll'))
		.map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`);
	return `${root.scrollWidth - root.clientWidth} px too wide: ${worst.slice(0, 3).join(', ')}`;
};
// AAA contrast too: the theme promises it of text.
const rules = { rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } } };

for (const width of widths)
	for (const colorScheme of schemes) {
		const context = await browser.newContext({ viewport: size(width), colorScheme });
		const page = await context.newPage();
		const where = `${width} px, ${colorScheme}`;
		let here;
		page.on('console', (m) => ['error', 'warning'].includes(m.type()) && find(here, 'console', `${m.text()} (${where})`));
		page.on('pageerror', (e) => find(here, 'script', e.message));
		page.on('request', (r) => {
			counts.requests++;
			if (!r.url().startsWith(address) && !r.url().startsWith('data:')) find(here, 'request elsewhere', r.url());
		});
		page.on('response', (r) => r.status() >= 400 && find(here, 'answer', `${r.status()} ${r.url()}`));
		for (here of pages) {
			await page.goto(address + here.path);
			const wide = await page.evaluate(overflow);
			if (wide) find(here, 'overflow', `${wide} (${where})`);
			await page.evaluate(source);
			const result = await page.evaluate((options) => axe.run(document, options), rules);
			counts.axe++;
			counts.passes += result.passes.length;
			for (const rule of result.violations)
				for (const node of rule.nodes.slice(0, 5))
					find(here, `axe ${rule.id}`, `${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1).join(' ').trim()} (${where})`);
			if (colorScheme === 'light') {
				await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
				const large = width < 600 ? '' : await page.evaluate(overflow);
				if (large) find(here, 'text at 200 %', `${large} (${where})`);
			}
		}
		if ((await context.cookies()).length) find(here, 'cookie', where);
		await context.close();
	}

// The same words without scripts, and the menu opens by itself.
{
	const text = (page) => page.evaluate(() => document.body.innerText);
	const [bare, full] = await Promise.all([false, true].map((javaScriptEnabled) => browser.newContext({ javaScriptEnabled, viewport: size(320) })));
	const [plain, usual] = [await bare.newPage(), await full.newPage()];
	for (const page of pages) {
		await Promise.all([plain.goto(address + page.path), usual.goto(address + page.path)]);
		if ((await text(plain)) !== (await text(usual))) find(page, 'without scripts', 'does not say the same');
		if (await plain.evaluate(() => document.scripts.length - document.querySelectorAll('script[type="application/ld+json"]').length))
			find(page, 'script', 'there is one');
	}
	await plain.goto(address);
	const menu = plain.locator('nav details.menu');
	if (await menu.count()) {
		await menu.locator('summary').click();
		if (!(await menu.locator('a').first().isVisible())) find('index.html', 'menu', 'does not open without scripts');
	}
	await Promise.all([bare.close(), full.close()]);
}

// Keys alone: from the skip link to the end, each stop seen, none a trap, and a form can be answered.
async function walk(target, width) {
	const context = await browser.newContext({ viewport: { width, height: 740 }, reducedMotion: 'reduce' });
	const page = await context.newPage();
	await page.goto(address + target.path);
	const expected = await page.evaluate(() => {
		const list = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
		return list.filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled).length;
	});
	const stop = () => {
		const e = document.activeElement;
		if (!e || e === document.body) return null;
		const box = e.getBoundingClientRect();
		const style = getComputedStyle(e);
		const around = e.closest('.card');
		const ringed = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
		const point = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
		const all = [...document.querySelectorAll('*')];
		return {
			what: `${e.tagName.toLowerCase()} “${(e.textContent || e.name || '').trim().slice(0, 30)}”`, skip: e.classList.contains('skip'),
			ring: ringed(style) || (around && ringed(getComputedStyle(around))), order: all.indexOf(e),
			inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
			covered: !!point && !e.contains(point) && !point.contains(e) && !(e.labels && [...e.labels].some((l) => l.contains(point))),
			over: point ? `${point.tagName.toLowerCase()}.${point.className.baseVal ?? point.className}` : '',
			radio: e.type === 'radio' || e.type === 'checkbox',
		};
	};
	let before = -1, stops = 0, radios = 0;
	for (; stops < expected + 5; stops++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(stop);
		if (!at) break;
		if (stops === 0 && !at.skip) find(target, 'keys', `the first stop is ${at.what}, not the skip link`);
		if (!at.ring) find(target, 'keys', `no ring around ${at.what} (${width} px)`);
		if (!at.inside) find(target, 'keys', `${at.what} is focused outside the screen (${width} px)`);
		else if (at.covered) find(target, 'keys', `${at.what} is under ${at.over} (${width} px)`);
		if (at.order < before) break; // round again
		before = at.order;
		if (at.radio) {
			await page.keyboard.press('Space');
			if (!(await page.evaluate(() => document.activeElement.checked))) find(target, 'keys', `${at.what} cannot be chosen`);
			else radios++;
		}
	}
	if (stops > expected + 2) find(target, 'keys', `a trap: ${stops} stops for ${expected} things`);
	if (target.form && !radios) find(target, 'keys', 'no question could be answered');
	counts.stops += stops;
	await page.goto(address + target.path);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	if (!(await page.evaluate(() => document.activeElement?.tagName === 'MAIN' || location.hash !== ''))) find(target, 'keys', 'the skip link leads nowhere');
	await context.close();
}
const walked = [first('home'), first('appointments'), pages.find((page) => page.form)].filter(Boolean);
for (const page of walked) for (const width of [390, 1280]) await walk(page, width);

// From a folder, as from a memory stick: the same look, and links that lead to files.
{
	const page = await browser.newPage();
	for (const one of kinds) {
		await page.goto(pathToFileURL(join(folder, one.path)).href);
		if (one.kind === '404') continue; // it is served at any depth, and so says the whole address
		const ground = await page.evaluate(() => getComputedStyle(document.body).marginTop);
		if (ground !== '0px') find(one, 'from a folder', 'the style sheet is not there');
		const far = await page.evaluate(() => [...document.querySelectorAll('a[href]')].filter((a) => a.getAttribute('href').startsWith('/')).length);
		if (far) find(one, 'from a folder', `${far} links begin with /`);
	}
	await page.close();
}

// Hours and on-call on one A4.
for (const one of pages.filter(({ kind }) => kind === 'hours')) {
	const page = await browser.newPage();
	const path = join(shots, one.path.replace(/\//g, '-').replace('.html', '.pdf'));
	await page.goto(address + one.path);
	await page.pdf({ path, format: 'A4', preferCSSPageSize: true });
	const sheets = readFileSync(path, 'latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
	if (sheets !== 1) find(one, 'paper', `${sheets} sheets of A4, not one`);
	await page.close();
}

// Pictures of each kind of page, to be looked at.
if (!short)
	for (const [name, width, height] of [['phone', 390, 844], ['desktop', 1280, 800]])
		for (const colorScheme of ['light', 'dark']) {
			const context = await browser.newContext({ viewport: { width, height }, colorScheme });
			const page = await context.newPage();
			for (const one of kinds) {
				await page.goto(address + one.path);
				// What is loaded when it is reached is reached.
				await page.evaluate(async () => {
					for (const image of document.images) image.loading = 'eager';
					await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
				});
				await page.screenshot({ path: join(shots, `${one.kind}-${name}-${colorScheme}.png`), fullPage: true });
				counts.shots++;
			}
			await context.close();
		}

await browser.close();
console.log(`browser: ${pages.length} pages; axe-core ${counts.axe} runs, ${counts.passes} rules held; ${counts.requests} requests, ` +
	`${counts.stops} stops of the keyboard, ${counts.shots} pictures; ${foundSoFar()} findings`);
end();
