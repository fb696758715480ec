/*
 * The verbs of plexus-slot, and what they share.
 */
#ifndef PX_CLI_SLOT_SLOT_H
#define PX_CLI_SLOT_SLOT_H

#include "care/slot.h"
#include "cli/program.h"

extern const struct px_verb px_verb_open, px_verb_slot_find, px_verb_book, px_verb_move,
	px_verb_cancel, px_verb_attended, px_verb_missed, px_verb_close, px_verb_reopen,
	px_verb_publish, px_verb_notices, px_verb_request, px_verb_answer, px_verb_climb,
	px_verb_withdraw, px_verb_stats, px_verb_rebuild, px_verb_slot_show, px_verb_token,
	px_verb_redeem, px_verb_correct, px_verb_forget, px_verb_wait, px_verb_accept,
	px_verb_decline, px_verb_leave, px_verb_slot_export, px_verb_slot_import;

struct px_slot_at px_run_slots(struct px_run *run);

/* px_store_begin, after what is held too long was let go in a transaction of its own: what comes next
 * may be refused, and rolled back. */
int px_run_begin(struct px_run *run, struct px_err *err);

/* One record by its name.  PX_NOT_FOUND. */
int px_run_read(struct px_run *run, const struct px_type *type, const char *name,
		struct px_record *out, struct px_err *err);

/* Whose slots: a practitioner, else a service (an organization), put into one of these two fields.
 * PX_NOT_FOUND names the nearest of both. */
int px_run_who(struct px_run *run, const char *name, struct px_record *record, size_t practitioner,
	       size_t service, struct px_err *err);

/* An offer out of a file: its slots are made with it; offered already, it is a PX_CONFLICT. */
int px_run_open_imported(struct px_run *run, struct px_record *schedule, struct px_err *err);

/* Free slots, as `find` shows them. */
extern const struct px_type px_view_free;
int px_run_show_free(struct px_run *run, const struct px_slot_list *list, struct px_err *err);

/* Who does it, when that is not said: whoever acts.  Resolved; PX_NOT_FOUND; PX_CONFLICT when they have
 * left. */
int px_run_by(struct px_run *run, struct px_value *by, struct px_err *err);

/* The rest of a change: commit or roll back, and say what became of the record, which is only looked at
 * when result is 0. */
int px_run_ended(struct px_run *run, int result, struct px_record *record, const char *said,
		 struct px_err *err);

/* The same without a word: it is there to be read. */
int px_run_settled(struct px_run *run, int result, struct px_record *record, struct px_err *err);

/* A word to whoever writes a name, or what reaches a patient, where it is kept in clear.  Texts may be
 * NULL. */
void px_run_discreet(const struct px_run *run, const char *patient, const char *reason);

/* After a refusal, when it is a PX_CONFLICT: what could be taken in place of the slot goes where data
 * goes.  -1, err stays. */
int px_run_offer_others(struct px_run *run, int64_t slot, const struct px_record *appointment,
			struct px_err *err);

/* The token of an appointment's link: alone on its line, or in the format asked. */
extern const struct px_type px_view_token;
int px_run_token(struct px_run *run, const struct px_record *appointment,
		 enum px_link_action action, struct px_err *err);

#endif
