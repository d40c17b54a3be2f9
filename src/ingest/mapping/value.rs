//! Values of jq as JSON.

use jaq_json::{Num, Val};
use serde_json::{Map, Number, Value};

/// A value as JSON.
///
/// # Errors
///
/// Where JSON has no such value: bytes, a name that is no text.
pub(super) fn json(value: &Val) -> Result<Value, String> {
    Ok(match value {
        Val::Null => Value::Null,
        Val::Bool(value) => Value::Bool(*value),
        Val::Num(number) => self::number(number)?,
        Val::TStr(text) => Value::String(String::from_utf8_lossy(text).into_owned()),
        Val::BStr(_) => return Err("gives bytes, which JSON doesn't have".to_owned()),
        Val::Arr(items) => Value::Array(items.iter().map(json).collect::<Result<_, _>>()?),
        Val::Obj(entries) => {
            let mut object = Map::new();
            for (name, value) in entries.iter() {
                let Val::TStr(name) = name else {
                    return Err("gives an object with a name that is no text".to_owned());
                };
                object.insert(String::from_utf8_lossy(name).into_owned(), json(value)?);
            }
            Value::Object(object)
        }
    })
}

fn number(number: &Num) -> Result<Value, String> {
    let written = match number {
        Num::Int(number) => return Ok(Value::from(*number)),
        Num::Float(number) => {
            // YAML and TOML have infinity; JSON doesn't, and it is no number of anything.
            let written = || Value::String(number.to_string());
            return Ok(Number::from_f64(*number).map_or_else(written, Value::Number));
        }
        Num::BigInt(number) => number.to_string(),
        Num::Dec(number) => number.to_string(),
    };
    written.parse().map(Value::Number).map_err(|_| "gives a number that is none".to_owned())
}
