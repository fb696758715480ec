/*
 * Records as cards.
 *
 * A table says which fields have a property of their own; every other stored field goes to
 * X-PLEXUS-FIELD as machines read it, so that a new field of the registry needs no line here.
 */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "io/content_line.h"
#include "io/vcard/vcard.h"
#include "model/identifiers.h"
#include "model/professions.h"
#include "model/types.h"

struct card {
	const struct px_record *record;
	const struct px_world *world;
	enum px_vcard_version version;
	const char *organization; /* whose member the record is, or NULL */
	struct px_buf *out;
	struct px_buf value; /* of the line being written, escaped */
	struct px_buf cell;
};

/* The field's text as machines read it, or NULL when it is unset; until the next call. */
static const char *
text_of(struct card *card, const struct px_field *field)
{
	const struct px_value *value =
		&card->record->values[px_field_index(card->record->type, field)];

	if (value->state != PX_SET)
		return NULL;
	px_buf_clear(&card->cell);
	px_value_print(card->world, field, value, PX_STYLE_MACHINE, &card->cell);
	return card->cell.data;
}

static const char *
text_named(struct card *card, const char *name)
{
	const struct px_field *field = px_field_find(card->record->type, name);

	return field ? text_of(card, field) : NULL;
}

/* Append to the value with the escapes of the version.  2.1 knows of ';' only; the backslash is
 * escaped there too, because readers take it for the beginning of an escape. */
static void
escape(struct card *card, const char *text)
{
	const char *special = card->version == PX_VCARD_2_1 ? ";\\" : ";,\\";

	for (; text && *text; text++) {
		if (*text == '\n' && card->version != PX_VCARD_2_1) {
			px_buf_puts(&card->value, "\\n");
			continue;
		}
		if (strchr(special, *text))
			px_buf_putc(&card->value, '\\');
		px_buf_putc(&card->value, *text);
	}
}

/* 2.1 has no folding inside words: what is long, or no ASCII, is quoted-printable with soft
 * breaks. */
static bool
needs_quoting(const char *text, size_t used)
{
	for (const char *p = text; *p; p++)
		if (*p & 0x80 || *p == '\n')
			return true;
	return used + strlen(text) > PX_CONTENT_OCTETS;
}

static void
quote(struct px_buf *out, const char *text, size_t used)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;
		bool plain = byte > ' ' && byte < 0x7F && byte != '=';

		/* A blank stays as it is but at the end of a line, where mail loses it. */
		plain = plain || (byte == ' ' && text[1] && text[1] != '\n');
		if (used + (byte == '\n' ? 6 : 3) >= PX_CONTENT_OCTETS) {
			px_buf_puts(out, "=\r\n");
			used = 0;
		}
		if (plain)
			px_buf_putc(out, *text);
		else if (byte == '\n')
			px_buf_puts(out, "=0D=0A");
		else
			px_buf_printf(out, "=%c%c", digits[byte >> 4], digits[byte & 15]);
		used += plain ? 1 : byte == '\n' ? 6 : 3;
	}
}

/* Write the line whose value was gathered in card->value; nothing when it is empty. */
static void
put_line(struct card *card, const char *head)
{
	struct px_buf *out = card->out;
	size_t used = strlen(head) + 1;

	px_buf_puts(out, head);
	if (card->version != PX_VCARD_2_1) {
		px_buf_putc(out, ':');
		px_content_line(out, card->value.data, used);
	} else if (needs_quoting(card->value.data, used)) {
		static const char how[] = ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:";

		px_buf_puts(out, how);
		quote(out, card->value.data, used + sizeof(how) - 2);
		px_buf_puts(out, "\r\n");
	} else {
		px_buf_printf(out, ":%s\r\n", card->value.data);
	}
	px_buf_clear(&card->value);
}

static void
put_text(struct card *card, const char *head, const char *text)
{
	if (!text || !*text)
		return;
	escape(card, text);
	put_line(card, head);
}

/* The parameter TYPE as the version writes it. */
static void
put_typed(struct card *card, const char *property, const char *bare, const char *types,
	  const char *text)
{
	struct px_buf head = PX_BUF_INIT;

	px_buf_printf(&head, "%s;%s%s", property, card->version == PX_VCARD_2_1 ? "" : "TYPE=",
		      card->version == PX_VCARD_2_1 ? bare : types);
	put_text(card, head.data, text);
	px_buf_release(&head);
}

static void
put_own(struct card *card, const struct px_field *field)
{
	struct px_buf head = PX_BUF_INIT;

	px_buf_puts(&head, PX_VCARD_OWN);
	for (const char *p = field->name; *p; p++)
		px_buf_putc(&head, *p == '_' ? '-' : (char)toupper((unsigned char)*p));
	put_text(card, head.data, text_of(card, field));
	px_buf_release(&head);
}

static void
put_uid(struct card *card, const struct px_field *field)
{
	px_buf_printf(&card->value, "urn:uuid:%s", text_of(card, field));
	put_line(card, "UID");
}

/* 2025-03-14T09:00:00Z; 4.0 and 2.1 write it 20250314T090000Z. */
static void
put_rev(struct card *card, const struct px_field *field)
{
	for (const char *p = text_of(card, field); p && *p; p++)
		if (card->version == PX_VCARD_3_0 || !strchr("-:", *p))
			px_buf_putc(&card->value, *p);
	put_line(card, "REV");
}

static void
put_phone(struct card *card, const struct px_field *field)
{
	put_typed(card, "TEL", "WORK;VOICE", "work,voice", text_of(card, field));
}

/* An ordinary address whose domain is of the secure space would be read as a secure one. */
static void
put_email(struct card *card, const struct px_field *field)
{
	const char *text = text_of(card, field), *reason;
	char stored[PX_ID_SIZE];

	if (text && px_identifier_check(PX_ID_MSSANTE, text, stored, &reason) == PX_ID_VALID)
		put_own(card, field);
	else
		put_typed(card, "EMAIL", "INTERNET",
			  card->version == PX_VCARD_4_0 ? "work" : "internet,work", text);
}

static void
put_mssante(struct card *card, const struct px_field *field)
{
	put_typed(card, "EMAIL", "INTERNET",
		  card->version == PX_VCARD_4_0 ? "work" : "internet,work", text_of(card, field));
}

/* The code for us, the word for people. */
static void
put_profession(struct card *card, const struct px_field *field)
{
	const char *code = text_of(card, field);

	if (code)
		put_text(card, "TITLE", px_profession_label(code));
	put_own(card, field);
}

/* Street, town and postcode are one property: written with the first of them that is set. */
static void
put_address(struct card *card, const struct px_field *field)
{
	static const char *const parts[] = { "", "", "address", "city", "", "postcode", "" };
	static const char *const order[] = { "address", "postcode", "city" };

	for (size_t i = 0; i < PX_COUNT(order) && strcmp(order[i], field->name) != 0; i++)
		if (text_named(card, order[i]))
			return;
	if (!text_of(card, field))
		return;
	for (size_t i = 0; i < PX_COUNT(parts); i++) {
		if (i)
			px_buf_putc(&card->value, ';');
		escape(card, *parts[i] ? text_named(card, parts[i]) : "");
	}
	put_line(card, card->version == PX_VCARD_2_1 ? "ADR;WORK" : "ADR;TYPE=work");
}

/* An address of the Web has nothing to escape: it is what other programs open. */
static void
put_url(struct card *card, const struct px_field *field)
{
	const char *text = text_of(card, field);

	if (!text)
		return;
	px_buf_puts(&card->value, text);
	put_line(card, "URL");
}

/* LANG is of 4.0, one a line, in the order that they are preferred. */
static void
put_languages(struct card *card, const struct px_field *field)
{
	const struct px_value *list =
		&card->record->values[px_field_index(card->record->type, field)];
	struct px_buf head = PX_BUF_INIT;

	if (card->version != PX_VCARD_4_0) {
		put_own(card, field);
		return;
	}
	for (size_t i = 0; i < list->count; i++) {
		px_buf_clear(&head);
		px_buf_printf(&head, "LANG;PREF=%zu", i + 1);
		put_text(card, head.data, list->items[i].text);
	}
	px_buf_release(&head);
}

static void
put_nothing(struct card *card, const struct px_field *field)
{
	(void)card;
	(void)field;
}

static const struct {
	const char *field;
	void (*put)(struct card *card, const struct px_field *field);
} fields[] = {
	{ "id", put_nothing },           { "uid", put_uid },
	{ "organization", put_nothing }, { "created", put_nothing },
	{ "updated", put_rev },          { "family", put_nothing },
	{ "given", put_nothing },        { "name", put_nothing },
	{ "phone", put_phone },          { "email", put_email },
	{ "mssante", put_mssante },      { "profession", put_profession },
	{ "address", put_address },      { "postcode", put_address },
	{ "city", put_address },         { "website", put_url },
	{ "languages", put_languages },
};

static void
put_field(struct card *card, const struct px_field *field)
{
	for (size_t i = 0; i < PX_COUNT(fields); i++)
		if (strcmp(fields[i].field, field->name) == 0) {
			fields[i].put(card, field);
			return;
		}
	if (!(field->flags & PX_DERIVED))
		put_own(card, field);
}

/* FN and N, which every version wants in some way; KIND, which only 4.0 has. */
static void
put_person(struct card *card)
{
	if (card->version == PX_VCARD_4_0)
		px_buf_puts(card->out, "KIND:individual\r\n");
	escape(card, text_named(card, "given"));
	px_buf_puts(&card->value, card->value.length ? " " : "");
	escape(card, text_named(card, "family"));
	put_line(card, "FN");
	escape(card, text_named(card, "family"));
	px_buf_putc(&card->value, ';');
	escape(card, text_named(card, "given"));
	px_buf_puts(&card->value, ";;;");
	put_line(card, "N");
	put_text(card, "ORG", card->organization);
}

static void
put_place(struct card *card)
{
	if (card->version == PX_VCARD_4_0)
		px_buf_printf(card->out, "KIND:%s\r\n",
			      card->record->type == &px_type_location ? "location" : "org");
	put_text(card, "FN", text_named(card, "name"));
	if (card->version != PX_VCARD_4_0)
		px_buf_puts(card->out, "N:;;;;\r\nX-ABShowAs:COMPANY\r\n");
	put_text(card, "ORG", text_named(card, "name"));
}

void
px_vcard_write(const struct px_record *record, const struct px_world *world,
	       enum px_vcard_version version, const char *organization, struct px_buf *out)
{
	const struct px_type *type = record->type;
	struct card card = { .record = record,
			     .world = world,
			     .version = version,
			     .organization = organization,
			     .out = out,
			     .value = PX_BUF_INIT,
			     .cell = PX_BUF_INIT };

	px_buf_printf(out, "BEGIN:VCARD\r\nVERSION:%s\r\n", px_vcard_versions[version]);
	if (type == &px_type_practitioner)
		put_person(&card);
	else
		put_place(&card);
	for (size_t i = 0; i < type->field_count; i++)
		put_field(&card, &type->fields[i]);
	px_buf_puts(out, "END:VCARD\r\n");
	px_buf_release(&card.value);
	px_buf_release(&card.cell);
}
