//! The JSON Schemas of lists and configs, for editors: made from the table that the readers use.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::keys::{self, Kind, Shape};

/// The schema of a list, as JSON text.
#[must_use]
pub fn list() -> String {
    text(&root::<List>())
}

/// The schema of `copydesk.yaml`, as JSON text.
#[must_use]
pub fn config() -> String {
    text(&root::<Config>())
}

/// Draft 7 is what the YAML language servers of today know best.
fn root<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>()
}

fn text(schema: &Schema) -> String {
    // A schema is plain JSON, so the alternate form of its value is what is to be written.
    format!("{:#}\n", schema.as_value())
}

struct List;

impl JsonSchema for List {
    fn schema_name() -> Cow<'static, str> {
        "A wordlist of copydesk".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        of_shape(&keys::LIST, generator)
    }
}

struct Config;

impl JsonSchema for Config {
    fn schema_name() -> Cow<'static, str> {
        "copydesk.yaml".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        of_shape(&keys::config::CONFIG, generator)
    }
}

fn of_shape(shape: &'static Shape, generator: &mut SchemaGenerator) -> Schema {
    let mut properties = serde_json::Map::new();
    for key in shape.keys {
        for name in std::iter::once(key.name).chain(key.also) {
            let mut schema = of_kind(&key.kind, generator);
            schema.insert("description".to_owned(), key.about.into());
            properties.insert(name.to_owned(), schema.to_value());
        }
    }
    json_schema!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn of_kind(kind: &'static Kind, generator: &mut SchemaGenerator) -> Schema {
    match kind {
        Kind::Text => json_schema!({"type": ["string", "number"]}),
        Kind::Phrase => json_schema!({"type": "string"}),
        Kind::Number => json_schema!({"type": "integer", "minimum": 0}),
        Kind::Flag => json_schema!({"type": "boolean"}),
        Kind::Day => json_schema!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        Kind::Choice(words) => json_schema!({"enum": words}),
        Kind::List(item) => {
            let items = of_kind(item, generator).to_value();
            json_schema!({"type": "array", "items": items})
        }
        Kind::Several(item) => {
            let one = of_kind(item, generator).to_value();
            json_schema!({"anyOf": [one, {"type": "array", "items": one}]})
        }
        Kind::Named(item) => {
            let item = of_kind(item, generator).to_value();
            json_schema!({"type": "object", "additionalProperties": item})
        }
        Kind::Pairs => {
            json_schema!({"type": "object", "additionalProperties": {"type": "string"}})
        }
        Kind::Either(kinds) => {
            let any: Vec<Value> = kinds
                .iter()
                .map(|kind| of_kind(kind, generator).to_value())
                .collect();
            json_schema!({"anyOf": any})
        }
        Kind::Map(shape) => reference(shape, generator),
    }
}

/// A reference to the shape's definition, which is made at its first use; a shape may contain itself.
fn reference(shape: &'static Shape, generator: &mut SchemaGenerator) -> Schema {
    if !generator.definitions().contains_key(shape.id) {
        let known = Value::Bool(true);
        generator
            .definitions_mut()
            .insert(shape.id.to_owned(), known);
        let schema = of_shape(shape, generator).to_value();
        generator
            .definitions_mut()
            .insert(shape.id.to_owned(), schema);
    }
    // A reference may have a description beside it only within `allOf`.
    json_schema!({"allOf": [{"$ref": format!("#/definitions/{}", shape.id)}]})
}
