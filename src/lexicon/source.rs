//! Reads the embedded lists: the part of TOML that they are written in, borrowed from the binary and handed to serde.
//! A program that reads one article would spend half of its time in a full reader with spans and checks; that this one
//! gives the same as `toml` for each file of `assets` is tested.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use std::borrow::Cow;

/// A value of a list file.
#[derive(Debug)]
enum Value<'a> {
    Text(Cow<'a, str>),
    /// A number, `true` or `false`, as written.
    Bare(&'a str),
    List(Vec<Value<'a>>),
    Table(Table<'a>),
}

type Table<'a> = Vec<(Cow<'a, str>, Value<'a>)>;

/// Reads an embedded file.
///
/// # Errors
/// What is not TOML of the kind that the lists are written in, and what does not fit `T`.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let mut reader = Reader { text, at: 0 };
    let mut root = Table::new();
    let mut path: Vec<Cow<'_, str>> = Vec::new();
    let mut here = &mut root;
    loop {
        reader.skip(true);
        match reader.peek() {
            None => break,
            Some(b'[') => {
                reader.at += 1;
                let many = reader.eat(b'[');
                path = reader.path(b']')?;
                if many && !reader.eat(b']') {
                    return Err(reader.error("`]]` expected"));
                }
                here = open(&mut root, &path, many).ok_or_else(|| reader.error("a table where a value stands"))?;
            }
            Some(_) => {
                let keys = reader.path(b'=')?;
                let value = reader.value()?;
                set(here, keys, value).ok_or_else(|| reader.error("a table where a value stands"))?;
            }
        }
    }
    drop(path);
    T::deserialize(Value::Table(root))
}

/// The table at the path, made where there is none; with `many` a new one at the end of the list that stands there.
fn open<'a, 't>(table: &'t mut Table<'a>, path: &[Cow<'a, str>], many: bool) -> Option<&'t mut Table<'a>> {
    let (key, rest) = path.split_first()?;
    let last = rest.is_empty();
    let at = table.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
        let empty = if last && many { Value::List(Vec::new()) } else { Value::Table(Table::new()) };
        table.push((key.clone(), empty));
        table.len() - 1
    });
    let found = match &mut table[at].1 {
        Value::Table(table) => table,
        Value::List(list) => {
            if last && many {
                list.push(Value::Table(Table::new()));
            }
            match list.last_mut()? {
                Value::Table(table) => table,
                _ => return None,
            }
        }
        _ => return None,
    };
    if last { Some(found) } else { open(found, rest, many) }
}

/// Puts a value under a dotted key.
fn set<'a>(table: &mut Table<'a>, mut keys: Vec<Cow<'a, str>>, value: Value<'a>) -> Option<()> {
    let key = keys.pop()?;
    let table = if keys.is_empty() { table } else { open(table, &keys, false)? };
    table.push((key, value));
    Some(())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn error(&self, what: &str) -> Error {
        let line = self.text.get(..self.at).map_or(0, |read| read.lines().count());
        Error::custom(format!("line {line}: {what}"))
    }

    /// Skips blanks, and with `lines` ends of lines and comments too.
    fn skip(&mut self, lines: bool) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\n' | b'\r') if lines => self.at += 1,
                Some(b'#') if lines => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                _ => return,
            }
        }
    }

    /// A dotted key up to `end`.
    fn path(&mut self, end: u8) -> Result<Vec<Cow<'a, str>>, Error> {
        let mut path = Vec::with_capacity(1);
        loop {
            self.skip(false);
            path.push(match self.peek() {
                Some(b'"' | b'\'') => self.string()?,
                _ => Cow::Borrowed(self.bare()?),
            });
            self.skip(false);
            if self.eat(end) {
                return Ok(path);
            }
            if !self.eat(b'.') {
                return Err(self.error("a key ends unexpectedly"));
            }
        }
    }

    /// A word of letters, digits, `_`, `-` (and `.`, `+` of numbers).
    fn bare(&mut self) -> Result<&'a str, Error> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).filter(|word| !word.is_empty()).ok_or_else(|| self.error("a key or value expected"))
    }

    fn value(&mut self) -> Result<Value<'a>, Error> {
        self.skip(true);
        match self.peek() {
            Some(b'"' | b'\'') => self.string().map(Value::Text),
            Some(b'[') => {
                self.at += 1;
                let mut list = Vec::new();
                self.items(b']', |reader| {
                    list.push(reader.value()?);
                    Ok(())
                })?;
                Ok(Value::List(list))
            }
            Some(b'{') => {
                self.at += 1;
                let mut table = Table::new();
                self.items(b'}', |reader| {
                    let keys = reader.path(b'=')?;
                    let value = reader.value()?;
                    set(&mut table, keys, value).ok_or_else(|| reader.error("a table where a value stands"))
                })?;
                Ok(Value::Table(table))
            }
            _ => {
                let rest = self.rest();
                let end = rest.find([',', ']', '}', '\n', '\r', ' ', '#']).unwrap_or(rest.len());
                self.at += end;
                rest.get(..end).map(Value::Bare).ok_or_else(|| self.error("a value expected"))
            }
        }
    }

    /// What stands between commas up to `end`; a comma may follow the last.
    fn items(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        loop {
            self.skip(true);
            if self.eat(end) {
                return Ok(());
            }
            item(self)?;
            self.skip(true);
            if !self.eat(b',') && self.peek() != Some(end) {
                return Err(self.error("a comma expected"));
            }
        }
    }

    /// A string in one or three quotation marks of either kind.
    fn string(&mut self) -> Result<Cow<'a, str>, Error> {
        let rest = self.rest();
        let mark = rest.get(..1).unwrap_or("");
        let long = rest.get(..3).filter(|marks| marks.bytes().all(|byte| mark.as_bytes() == [byte]));
        let mark = long.unwrap_or(mark);
        let body = rest.get(mark.len()..).unwrap_or("");
        let mut end = 0;
        loop {
            let step = body.get(end..).and_then(|left| left.find([mark.chars().next().unwrap_or('"'), '\\']));
            end += step.ok_or_else(|| self.error("a string without an end"))?;
            let here = body.get(end..).unwrap_or("");
            if here.starts_with(mark) {
                break;
            }
            // Only in double marks a backslash says something of the next character.
            let escapes = here.starts_with('\\') && mark.starts_with('"');
            end += if escapes { 1 + here.chars().nth(1).map_or(0, char::len_utf8) } else { 1 };
        }
        self.at += 2 * mark.len() + end;
        let mut body = body.get(..end).unwrap_or("");
        if long.is_some() {
            body = body.strip_prefix('\n').unwrap_or(body);
        }
        if mark.starts_with('\'') || !body.contains('\\') {
            return Ok(Cow::Borrowed(body));
        }
        unescape(body).map(Cow::Owned).ok_or_else(|| self.error("an unknown escape"))
    }
}

/// Escapes by their characters; `None` for one that the lists do not use.
fn unescape(body: &str) -> Option<String> {
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next()? {
            'n' => '\n',
            't' => '\t',
            c @ ('"' | '\\') => c,
            'u' => {
                let code = chars.by_ref().take(4).collect::<String>();
                char::from_u32(u32::from_str_radix(&code, 16).ok()?)?
            }
            _ => return None,
        });
    }
    Some(out)
}

impl<'de> IntoDeserializer<'de, Error> for Value<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A table's key.
struct Key<'a>(Cow<'a, str>);

impl<'de> IntoDeserializer<'de, Error> for Key<'de> {
    type Deserializer = serde::de::value::CowStrDeserializer<'de, Error>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.0.into_deserializer()
    }
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Value::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Value::Bare("true") => visitor.visit_bool(true),
            Value::Bare("false") => visitor.visit_bool(false),
            Value::Bare(number) => match (number.parse::<i64>(), number.parse::<f64>()) {
                (Ok(number), _) => visitor.visit_i64(number),
                (_, Ok(number)) => visitor.visit_f64(number),
                _ => Err(Error::custom(format!("{number:?} is no value"))),
            },
            Value::List(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
            Value::Table(table) => {
                visitor.visit_map(MapDeserializer::new(table.into_iter().map(|(key, value)| (Key(key), value))))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => text.into_deserializer().deserialize_enum(name, variants, visitor),
            Value::Table(table) => {
                let table = table.into_iter().map(|(key, value)| (Key(key), value));
                visitor.visit_enum(serde::de::value::MapAccessDeserializer::new(MapDeserializer::new(table)))
            }
            _ => Err(Error::custom(format!("no variant of {name}"))),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn every_embedded_file_reads_as_toml_does() {
        let mut files = 0;
        for folder in ["assets/lexicon", "assets/models"] {
            for entry in fs::read_dir(folder).expect("the folder stands beside Cargo.toml") {
                let path = entry.expect("the folder can be listed").path();
                if path.extension().is_some_and(|ending| ending == "toml") {
                    let text = fs::read_to_string(&path).expect("the file can be read");
                    let mine: toml::Value = read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                    let theirs: toml::Value = toml::from_str(&text).expect("the file is TOML");
                    assert_eq!(mine, theirs, "{}", path.display());
                    files += 1;
                }
            }
        }
        assert!(files > 10);
    }

    #[test]
    fn strings_keys_and_tables_of_all_kinds() {
        let text = "a.b = 'x' # c\n[\"d e\"]\nf = [\"\\u00e9\\n\", '''g\nh''', ]\n[[i.j]]\nk = { l = 1, m = [2.5, true] }\n[[i.j]]\n";
        assert_eq!(read::<toml::Value>(text).unwrap(), toml::from_str::<toml::Value>(text).unwrap());
    }

    #[test]
    fn what_is_no_list_file_is_an_error_that_names_the_line() {
        for (text, line) in [("a = \"b", 1), ("\na = [1 2]", 2), ("a = \"\\q\"", 1), ("[a", 1), ("a", 1)] {
            let error = read::<toml::Value>(text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("line {line}")), "{text:?}: {error}");
        }
    }
}
