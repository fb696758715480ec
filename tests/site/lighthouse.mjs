// Lighthouse 12 on the main pages: 100 in accessibility, best practices and SEO, and 99 in performance
// (the median of RUNS, else 5).  lighthouse.mjs CACHE FOLDER ADDRESS
import { address, end, find, first, launch, lighthouse, pages } from './pages.mjs';

const run = await lighthouse();
const port = 20000 + (process.pid % 20000);
const browser = await launch(`--remote-debugging-port=${port}`);
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const runs = Number(process.env.RUNS ?? 5);
const main = ['home', 'team', 'appointments', 'news'].map(first).concat(pages.find((page) => page.form)).filter(Boolean);

// A second time where the browser itself was lost: that is no finding about the page.
async function ask(page, onlyCategories, again = true) {
	const { lhr } = await run(address + page.path, { port, onlyCategories, logLevel: 'silent', output: 'json' });
	return lhr.runtimeError && again ? ask(page, onlyCategories, false) : lhr;
}

for (const page of main) {
	const whole = await ask(page, ['accessibility', 'best-practices', 'seo', 'performance']);
	const said = [];
	for (const name of ['accessibility', 'best-practices', 'seo']) {
		const { score, auditRefs } = whole.categories[name];
		said.push(`${name} ${Math.round(score * 100)}`);
		if (score === 1) continue;
		const bad = auditRefs.filter(({ id, weight }) => weight && whole.audits[id].score !== null && whole.audits[id].score < 1);
		find(page, `lighthouse ${name}`, `${Math.round(score * 100)}: ${bad.map(({ id }) => id).join(', ')}`);
	}
	const speeds = [whole.categories.performance.score];
	while (speeds.length < runs) speeds.push((await ask(page, ['performance'])).categories.performance.score);
	const speed = Math.round(median(speeds) * 100);
	said.push(`performance ${speed} (median of ${speeds.length})`);
	if (speed < 99) find(page, 'lighthouse performance', `${speed}`);
	console.log(`lighthouse: ${page.path}: ${said.join(', ')}`);
}
await browser.close();
end();
