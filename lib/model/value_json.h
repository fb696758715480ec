/*
 * Values as JSON: unset is null, a list an array, a number a number, a reference its key.
 */
#ifndef PX_MODEL_VALUE_JSON_H
#define PX_MODEL_VALUE_JSON_H

#include "base/json_out.h"
#include "model/field.h"

void px_value_json(const struct px_field *field, const struct px_value *value,
		   struct px_json *json);

#endif
