import { readFileSync } from 'node:fs';
const { default: ICAL } = await import('file://' + process.argv[2]);
const known = new Map(); // uid and occurrence: the version that counts
for (const file of process.argv.slice(3)) {
	const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8')));
	ICAL.TimezoneService.reset();
	for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
	for (const component of calendar.getAllSubcomponents('vevent')) {
	  const event = new ICAL.Event(component);
	  const key = event.uid + ' ' + (event.recurrenceId ?? '');
	  if (event.sequence >= (known.get(key)?.sequence ?? 0)) known.set(key, event);
	}
}
const say = (event, start, end) => console.log(start.toJSDate().toISOString(), end.subtractDate(start).toString(),
	event.component.getFirstPropertyValue('status'), event.summary);
for (const event of known.values()) {
	if (event.isRecurrenceException()) continue;
	if (!event.isRecurring()) { say(event, event.startDate, event.endDate); continue; }
	for (const other of known.values())
	  if (other.uid === event.uid && other.isRecurrenceException() && other.sequence >= event.sequence) event.relateException(other);
	const next = event.iterator();
	for (let at, count = 0; count < 60 && (at = next.next()); count++) {
	  const { item, startDate, endDate } = event.getOccurrenceDetails(at);
	  say(item, startDate, endDate);
	}
}
