#include "base/json_out.h"
#include "care/aci/render.h"

/* A member: its name, and its schema as JSON. */
struct member {
	const char *name, *schema;
};

#define NUMBER "{\"type\":\"number\"}"
#define INTEGER "{\"type\":\"integer\"}"
#define BOOLEAN "{\"type\":\"boolean\"}"
#define STRING "{\"type\":\"string\"}"
#define STRINGS "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"
#define MAYBE "{\"type\":[\"string\",\"null\"]}"

static const struct member line_members[] = {
	{ "code", STRING },
	{ "label", STRING },
	{ "axis", INTEGER },
	{ "class", "{\"enum\":[\"prerequisite\",\"core\",\"option\",\"bonus\"]}" },
	{ "status", "{\"enum\":[\"met\",\"partial\",\"unmet\",\"evidence-missing\"]}" },
	{ "points", NUMBER },
	{ "amount_cents", INTEGER },
	{ "source",
	  "{\"type\":\"object\",\"additionalProperties\":{\"enum\":[\"declared\",\"records\","
	  "\"default\"]}}" },
	{ "evidence",
	  "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"name\":" STRING
	  ",\"size\":" INTEGER ",\"sha256\":" STRING
	  "},\"required\":[\"name\",\"size\",\"sha256\"]}}" },
	{ "reason", MAYBE },
	{ "progress",
	  "{\"type\":[\"object\",\"null\"],\"properties\":{\"done\":" INTEGER ",\"needed\":" INTEGER
	  ",\"left\":" INTEGER "},\"required\":[\"done\",\"needed\",\"left\"]}" },
};

static const struct member missing_members[] = { { "code", STRING }, { "what", STRING } };

static const struct member opportunity_members[] = {
	{ "code", STRING },
	{ "points", NUMBER },
	{ "amount_cents", INTEGER },
	{ "how", STRING },
};

static const struct member head[] = {
	{ "exercise", INTEGER },
	{ "rules", STRING },
	{ "provisional", BOOLEAN },
	{ "gate", "{\"type\":\"object\",\"properties\":{\"ok\":" BOOLEAN ",\"failed\":" STRINGS
		  "},\"required\":[\"ok\",\"failed\"]}" },
};

static const struct member sums[] = {
	{ "points", NUMBER },         { "uplift_percent", NUMBER }, { "uplift_cents", INTEGER },
	{ "floor_cents", INTEGER },   { "total_cents", INTEGER },   { "advance_cents", INTEGER },
	{ "balance_cents", INTEGER }, { "days", INTEGER },
};

static const struct member tail[] = {
	{ "warnings", STRINGS },
	{ "facts",
	  "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"object\",\"properties\":{"
	  "\"value\":true,\"source\":{\"enum\":[\"declared\",\"records\",\"default\"]}},"
	  "\"required\":[\"value\",\"source\"]}}" },
};

static void
put_members(struct px_json *json, const struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		px_json_key(json, members[i].name);
		px_json_raw(json, members[i].schema);
	}
}

static void
put_required(struct px_json *json, const struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++)
		px_json_string(json, members[i].name);
}

/* A list of objects that all have these members. */
static void
put_list(struct px_json *json, const char *name, const struct member *members, size_t count)
{
	px_json_key(json, name);
	px_json_open(json, '{');
	px_json_key(json, "type");
	px_json_string(json, "array");
	px_json_key(json, "items");
	px_json_open(json, '{');
	px_json_key(json, "type");
	px_json_string(json, "object");
	px_json_key(json, "properties");
	px_json_open(json, '{');
	put_members(json, members, count);
	px_json_close(json, '}');
	px_json_key(json, "required");
	px_json_open(json, '[');
	put_required(json, members, count);
	px_json_close(json, ']');
	px_json_close(json, '}');
	px_json_close(json, '}');
}

void
px_aci_render_schema(struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	px_json_open(&json, '{');
	px_json_key(&json, "$schema");
	px_json_string(&json, "https://json-schema.org/draft/2020-12/schema");
	px_json_key(&json, "type");
	px_json_string(&json, "object");
	px_json_key(&json, "properties");
	px_json_open(&json, '{');
	put_members(&json, head, PX_COUNT(head));
	put_list(&json, "indicators", line_members, PX_COUNT(line_members));
	put_members(&json, sums, PX_COUNT(sums));
	put_list(&json, "missing", missing_members, PX_COUNT(missing_members));
	put_list(&json, "opportunities", opportunity_members, PX_COUNT(opportunity_members));
	put_members(&json, tail, PX_COUNT(tail));
	px_json_close(&json, '}');
	px_json_key(&json, "required");
	px_json_open(&json, '[');
	put_required(&json, head, PX_COUNT(head));
	px_json_string(&json, "indicators");
	put_required(&json, sums, PX_COUNT(sums));
	px_json_string(&json, "missing");
	px_json_string(&json, "opportunities");
	put_required(&json, tail, PX_COUNT(tail));
	px_json_close(&json, ']');
	px_json_close(&json, '}');
	px_buf_putc(out, '\n');
}
