/* plexus-meeting poll-answer: who can come on which dates. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "cli/meeting/poll.h"
#include "model/types.h"
#include "model/types_poll.h"

static void
answer_all(const struct px_poll *poll, enum px_answer answer, enum px_answer *answers)
{
	for (size_t i = 0; i < poll->date_count; i++)
		answers[i] = answer;
}

/* One word of DATES: `3` is a yes, `3?` a maybe, `3-` a no. */
static int
read_number(const struct px_poll *poll, const char *word, enum px_answer *answers,
	    struct px_err *err)
{
	char *end;
	long number = strtol(word, &end, 10);
	enum px_answer answer = *end == '?' ? PX_MAYBE : *end == '-' ? PX_NO : PX_YES;

	if (end == word || (*end && (answer == PX_YES || end[1])))
		return px_err_set(err, PX_USAGE,
				  _("%s: neither a date's number (3: yes, 3?: maybe) nor all or "
				    "none"),
				  word);
	if (number < 1 || (size_t)number > poll->date_count)
		return px_err_set(err, PX_USAGE, _("%s: the poll has dates 1 to %zu"), word,
				  poll->date_count);
	answers[number - 1] = answer;
	return 0;
}

/* "1,3,2?" into an answer per date; dates that are not named are a no. */
static int
read_answers(const struct px_poll *poll, char *text, enum px_answer *answers, struct px_err *err)
{
	char *words[PX_POLL_DATES_LIMIT + 1];
	size_t count = px_text_split(text, ',', words, PX_COUNT(words));

	answer_all(poll, PX_NO, answers);
	if (px_text_same(text, "all")) {
		answer_all(poll, PX_YES, answers);
		return 0;
	}
	if (px_text_same(text, "none"))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (read_number(poll, px_text_trim(words[i]), answers, err) != 0)
			return -1;
	return 0;
}

/* "dupont:1,3,2?" */
static int
take_operand(struct px_run *run, struct px_poll *poll, const char *operand, struct px_err *err)
{
	struct px_poll_of of = px_run_poll_of(run);
	char *who = px_arena_strdup(&run->arena, operand), *dates = strchr(who, ':');
	enum px_answer answers[PX_POLL_DATES_LIMIT];
	struct px_poll_person *person;
	int64_t id;

	if (!dates)
		return px_err_set(err, PX_USAGE,
				  _("%s: on which dates? (%s:1,3 yes to 1 and 3, "
				    "%s:none to none)"),
				  operand, operand, operand);
	*dates++ = '\0';
	if (px_record_name(run->store, &px_type_practitioner, run->organization, who, &id, err) !=
		    0 ||
	    read_answers(poll, dates, answers, err) != 0)
		return -1;
	person = px_poll_person(&of, poll, id, err);
	return person && px_poll_answer(&of, poll, person, answers, err) >= 0 ? 0 : -1;
}

static int
take_operands(struct px_run *run, struct px_poll *poll, struct px_err *err)
{
	struct px_poll_of of = px_run_poll_of(run);

	if (px_poll_read(&of, run->operands[0], poll, err) != 0 ||
	    px_poll_check_open(poll, err) != 0)
		return -1;
	for (size_t i = 1; i < run->operand_count; i++)
		if (take_operand(run, poll, run->operands[i], err) != 0)
			return -1;
	return px_generic_finish(run, err);
}

static int
answer(struct px_run *run, struct px_err *err)
{
	struct px_poll poll;

	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (take_operands(run, &poll, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (run->dry_run && !px_run_prints(run) && !run->quiet)
		fputs(_("dry run: "), run->out);
	if (!run->quiet || px_run_prints(run))
		px_poll_print(run, &poll, NULL);
	return 0;
}

static const struct px_example examples[] = {
	{ "plexus-meeting poll-answer 1 'dupont:1,2?' martin:all durand:none",
	  N_("dupont can on date 1, perhaps on 2; martin always, durand never") },
	{ NULL, NULL },
};

const struct px_verb px_verb_poll_answer = {
	.name = "poll-answer",
	.operands = "POLL WHO:DATES…",
	.summary = N_("say who can come on which dates"),
	.details = N_("DATES are the numbers of the dates, with commas: 1 is a yes, 1? a maybe; "
		      "dates that are not named are a no.  all and none say yes or no to each.  "
		      "Answering again replaces what was answered; who was not asked may answer "
		      "too."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_poll,
	.schema = "poll.json",
	.examples = examples,
	.run = answer,
};
