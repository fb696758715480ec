/* The data keys of what is sealed. */
#include "model/types_seal.h"

#include "base/i18n.h"
#include "model/types.h"

static const struct px_field seal_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_SEAL_NAME] = { "name", &px_kind_text, PX_REQUIRED,
			   N_("what is sealed, by the name that its text bears") },
	[PX_SEAL_WRAP] = { "wrap", &px_kind_text, PX_REQUIRED,
			   N_("its data key, under the organization's") },
};

const struct px_type px_type_seal = {
	.name = "seal",
	.plural = "seals",
	.label = N_("seal"),
	.help = N_("the data key of one value that is sealed"),
	.flags = PX_INNER,
	.fields = seal_fields,
	.field_count = PX_COUNT(seal_fields),
	.clustered = "name",
};
