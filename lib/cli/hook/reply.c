/* What a pre hook prints, put into the record, as strictly as a file that is imported. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/hook/part.h"
#include "io/json_in.h"

/* One answer being put into a record. */
struct reply {
	struct px_hooks *hooks;
	const struct px_hook *hook;
	const struct px_record *before; /* NULL: a new record */
	struct px_record *after;
	struct px_arena *arena; /* the record's */
	struct px_faults faults;
	bool changed;
};

static bool
same_node(const struct px_json_node *a, const struct px_json_node *b)
{
	const char *one = px_json_scalar(a), *other = px_json_scalar(b);

	if (one && other)
		return (a->type == PX_JSON_NULL) == (b->type == PX_JSON_NULL) &&
		       strcmp(one, other) == 0;
	if (a->type != b->type || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if ((a->items[i].key && strcmp(a->items[i].key, b->items[i].key) != 0) ||
		    !same_node(&a->items[i], &b->items[i]))
			return false;
	return true;
}

static void
refuse(struct reply *reply, const struct px_field *field, const char *why)
{
	px_faults_add(&reply->faults, PX_REJECTING, field->name, "%s", why);
}

/* A value as the cell of a file would have it; NULL, and a fault, when no cell could. */
static const char *
cell_of(struct reply *reply, const struct px_field *field, const struct px_json_node *node)
{
	struct px_buf list = PX_BUF_INIT;
	const char *text = px_json_scalar(node);

	if (text)
		return text;
	if (node->type != PX_JSON_ARRAY || !(field->flags & PX_LIST)) {
		refuse(reply, field,
		       field->flags & PX_LIST ? _("is to be a list") : _("is to be one value"));
		return NULL;
	}
	text = "";
	for (size_t i = 0; i < node->count && text; i++) {
		text = px_json_scalar(&node->items[i]);
		if (text && *text && px_list_takes(text))
			px_list_put(&list, i, text);
		else
			text = NULL;
	}
	if (text)
		text = px_arena_strndup(reply->arena, list.data, list.length);
	else
		refuse(reply, field, _("a list holds texts or numbers"));
	px_buf_release(&list);
	return text;
}

/* Why a hook may not change this field; NULL: it may. */
static const char *
forbidden(const struct reply *reply, const struct px_field *field)
{
	const struct px_record *before = reply->before;
	size_t place = px_field_index(reply->after->type, field);

	if (field->flags & (PX_STORED_BY_US | PX_SETTLED))
		return _("is not for a hook to change");
	if (reply->after->type->changed_by)
		return _("other records follow it: a hook may refuse it, and change nothing");
	if (field->flags & PX_FIXED && before)
		return _("cannot be changed once it is set");
	/* Other records may follow from that: the rates of a meeting that is held. */
	if (field->flags & PX_VERB && before &&
	    !px_value_equal(&before->values[place], &reply->after->values[place]))
		return _("is what this command changes: a hook may refuse that, not change it");
	return NULL;
}

static void
take_member(struct reply *reply, const struct px_field *field, const struct px_json_node *node)
{
	struct px_hooks *hooks = reply->hooks;
	struct px_parse parse = { .world = &hooks->run->world,
				  .field = field,
				  .origin = PX_FROM_TEAM,
				  .arena = reply->arena,
				  .faults = &reply->faults,
				  .literal = true };
	struct px_value *value = &reply->after->values[px_field_index(reply->after->type, field)];
	struct px_value given = { .state = PX_UNSET };
	const char *text, *why = forbidden(reply, field);

	if (field->flags & PX_DERIVED)
		return; /* as in a file: they follow from the others */
	if (field->flags & PX_STORED_BY_US) {
		refuse(reply, field, why);
		return;
	}
	text = cell_of(reply, field, node);
	if (text && *text)
		px_value_parse(&parse, px_arena_strdup(reply->arena, text), &given);
	if (!text || given.state == PX_BAD || px_value_equal(&given, value))
		return;
	if (why) {
		refuse(reply, field, why);
		return;
	}
	*value = given;
	reply->changed = true;
}

static const char *
nth_field(const void *data, size_t i)
{
	const struct px_type *type = data;

	return i < type->field_count ? type->fields[i].name : NULL;
}

static void
refuse_unknown(struct reply *reply, const char *name)
{
	const struct px_type *type = reply->after->type;
	const char *near = px_text_nearest(name, nth_field, type);

	if (near)
		px_faults_add(&reply->faults, PX_REJECTING, NULL,
			      _("%s: no such field of a %s; did you mean \"%s\"?"), name,
			      px_tr(type->label), near);
	else
		px_faults_add(&reply->faults, PX_REJECTING, NULL, _("%s: no such field of a %s"),
			      name, px_tr(type->label));
}

/* Most hooks print back what they were given, with a change or two. */
static void
take_members(struct reply *reply, const struct px_json_node *offered,
	     const struct px_json_node *answer)
{
	for (size_t i = 0; i < answer->count; i++) {
		const struct px_json_node *node = &answer->items[i];
		const struct px_json_node *there = px_json_member(offered, node->key);
		const struct px_field *field = px_field_find(reply->after->type, node->key);

		if (!field)
			refuse_unknown(reply, node->key);
		else if (!there || !same_node(there, node))
			take_member(reply, field, node);
	}
}

/* As a record that is imported: settled, its references found, whole. */
static int
look_over(struct reply *reply, struct px_err *err)
{
	struct px_run *run = reply->hooks->run;
	struct px_record *after = reply->after;

	if (!px_faults_count(&reply->faults, PX_REJECTING)) {
		px_record_settle(after, &run->world, reply->arena);
		if (px_record_resolve(run->store, after->values[PX_F_ORGANIZATION].number, after,
				      &reply->faults, err) != 0)
			return -1;
		px_record_check(after, &reply->faults);
	}
	if (px_faults_count(&reply->faults, PX_REJECTING))
		return px_err_set(err, PX_REJECTED, _("hook %s: its answer: %s"), reply->hook->name,
				  px_faults_text(&reply->faults, PX_REJECTING));
	for (size_t i = 0; i < reply->faults.count; i++)
		px_warn(run, _("hook %s: its answer: %s"), reply->hook->name,
			px_arena_printf(&reply->hooks->arena, "%s: %s",
					reply->faults.items[i].field,
					reply->faults.items[i].message));
	return 0;
}

static const struct px_json_node *
parse(struct px_hooks *hooks, const struct px_hook *hook, const struct px_buf *answer,
      struct px_err *err)
{
	const char *name = px_arena_printf(&hooks->arena, _("hook %s: its answer"), hook->name);
	struct px_err why = PX_ERR_INIT;
	const struct px_json_node *node =
		px_json_parse(&hooks->arena, answer->data, answer->length, name, &why);

	if (!node)
		px_err_set(err, PX_SYSTEM, _("%s (print one JSON object, or nothing)"),
			   px_text_tame(why.message));
	else if (node->type != PX_JSON_OBJECT)
		px_err_set(
			err, PX_SYSTEM,
			_("%s: an object is expected, not %s: print one JSON object, or nothing"),
			name, px_json_type_name(node->type));
	else
		return node;
	return NULL;
}

int
px_hook_reply(struct px_hooks *hooks, const struct px_hook *hook, const char *offered,
	      const struct px_buf *answer, const struct px_record *before, struct px_record *after,
	      struct px_arena *arena, struct px_err *err)
{
	struct reply reply = { hooks, hook, before, after, arena, { .arena = &hooks->arena } };
	const struct px_json_node *given, *said;

	if (!answer->data[strspn(answer->data, " \t\r\n")] &&
	    strlen(answer->data) == answer->length)
		return 0;
	said = parse(hooks, hook, answer, err);
	given = said ? px_json_parse(&hooks->arena, offered, strlen(offered), hook->name, err)
		     : NULL;
	if (!given)
		return -1;
	take_members(&reply, given, said);
	if ((reply.changed || reply.faults.count) && look_over(&reply, err) != 0)
		return -1;
	return reply.changed;
}
