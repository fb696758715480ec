// What the checks of a site share: packages of the cache, a browser, the pages of a folder.
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const [cache, folder, address, shots, mode] = process.argv.slice(2);
const require = createRequire(join(cache, 'package.json'));

export const axe = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const lighthouse = async () => (await import(pathToFileURL(require.resolve('lighthouse')))).default;

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
export function launch(...args) {
	if (!browser) throw new Error('no Chromium is installed (share/deps.sh site)');
	const { chromium } = require('playwright-core');
	// Root may not use the sandbox, and the pages are ours.
	return chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--disable-dev-shm-usage', ...args] });
}

// Every page: its path below the folder, what kind it says it is, and whether it holds a form.
export const pages = readdirSync(folder, { recursive: true })
	.filter((path) => path.endsWith('.html'))
	.sort()
	.map((path) => {
		const text = readFileSync(join(folder, path), 'utf8');
		return { path, kind: /data-plexus-page="([^"]*)"/.exec(text)?.[1] ?? 'page', form: /<input/.test(text) };
	});
// The first of a kind; of its two languages, the one at the top.
pages.sort((a, b) => /^en\//.test(a.path) - /^en\//.test(b.path));
export const first = (kind) => pages.find((page) => page.kind === kind);
// The pages to look at when all would be too long: the first of each kind.
export const kinds = pages.filter((page) => first(page.kind) === page);

let found = 0;
export function find(page, rule, what) {
	found++;
	console.log(`${page.path ?? page}: ${rule}: ${what}`);
}
export const end = () => process.exit(found ? 1 : 0);
export const foundSoFar = () => found;
