/* Who is to be told what. */
#include "model/types_notice.h"

#include "base/i18n.h"
#include "model/types.h"

const char *const px_notice_kinds[] = {
	N_("asked"),
	NC_("notice", "taken"),
	N_("accepted"),
	N_("unanswered"),
	N_("withdrawn"),
	N_("offered"),
	N_("expired"),
	N_("booked"),
	NC_("notice", "moved"),
	NC_("notice", "cancelled"),
	NULL,
};
static const char *const abouts[] = { N_("request"), N_("appointment"), N_("waiting"), NULL };

static const struct px_field notice_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_NOTICE_KIND] = { "kind", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			     N_("what is told"), NULL, px_notice_kinds, .context = "notice" },
	[PX_NOTICE_TO] = { "to", &px_kind_reference, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			   N_("who is told"), NULL, .target = "practitioner" },
	[PX_NOTICE_ABOUT] = { "about", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			      N_("what it is about"), NULL, abouts },
	[PX_NOTICE_RECORD] = { "record", &px_kind_integer, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			       N_("the number of that record") },
	[PX_NOTICE_AT] = { "at", &px_kind_instant, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			   N_("when it is to be told") },
	[PX_NOTICE_UNTIL] = { "until", &px_kind_instant, PX_COLUMN | PX_SETTLED,
			      N_("when it is too late to answer") },
	[PX_NOTICE_GIVEN] = { "given", &px_kind_instant, PX_SETTLED,
			      N_("when it was handed to the mailer") },
};

const struct px_type px_type_notice = {
	.name = "notice",
	.plural = "notices",
	.label = N_("notice"),
	.help = N_("somebody who is to be told something, once"),
	.fields = notice_fields,
	.field_count = PX_COUNT(notice_fields),
	.changed_by = "plexus-slot notices",
	.uniques = (const char *const[]){ "about+record+to+kind+at", NULL },
	.indexes = (const char *const[]){ "given+at", NULL },
};
