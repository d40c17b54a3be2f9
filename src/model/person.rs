//! People as documents name them. Nobody proves who they are; names are compared so that one person isn't
//! taken for two.
//!
//! A person is written as a name, as an address (`ana@harbour.example`), or as both (`Ana <ana@harbour.example>`).
//! Upper and lower case and the number of blanks don't matter.

/// A name taken apart; both parts in lower case, empty where they aren't given.
struct Person {
    name: String,
    address: String,
}

impl Person {
    fn read(text: &str) -> Self {
        let text = text.trim();
        let both = text.strip_suffix('>').and_then(|text| text.split_once('<'));
        let (name, address) = match both {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None if text.contains('@') && !text.contains(char::is_whitespace) => ("", text),
            None => (text, ""),
        };
        Self { name: folded(name), address: folded(address) }
    }

    /// What stands before the `@`.
    fn mailbox(&self) -> &str {
        self.address.split_once('@').map_or("", |(mailbox, _)| mailbox)
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether two names may be those of one person: they share the name or the address, or the name of one is
/// what stands before the `@` in the other's address. In doubt they are.
#[must_use]
pub fn may_be_one_person(one: &str, other: &str) -> bool {
    let (one, other) = (Person::read(one), Person::read(other));
    let shares = |one: &str, other: &str| !one.is_empty() && one == other;
    shares(&one.name, &other.name)
        || shares(&one.address, &other.address)
        || shares(&one.name, other.mailbox())
        || shares(one.mailbox(), &other.name)
}

/// Whether a person is the one whom a list names: by the address where the list gives one, else by the name.
/// In doubt they aren't.
#[must_use]
pub fn is_listed_as(person: &str, listed: &str) -> bool {
    let (person, listed) = (Person::read(person), Person::read(listed));
    if listed.address.is_empty() {
        !listed.name.is_empty() && person.name == listed.name
    } else {
        person.address == listed.address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_told_by_name_or_address() {
        for (one, other, same) in [
            ("ana", " Ana ", true),
            ("Ana  de Souza", "ana de souza", true),
            ("ana", "ben", false),
            ("", " ", false),
            ("ana@harbour.example", "ANA@harbour.example", true),
            ("Ana <ana@harbour.example>", "ana@harbour.example", true),
            ("Ana <ana@harbour.example>", "Ana <ana@other.example>", true),
            ("\"Ana\" <a@harbour.example>", "ana", true),
            ("ana", "ana@harbour.example", true),
            ("ana@harbour.example", "ana", true),
            ("ana@harbour.example", "ana@other.example", false),
            ("ben", "ana@harbour.example", false),
            ("Éloïse", "éloïse", true),
        ] {
            assert_eq!(may_be_one_person(one, other), same, "{one} and {other}");
            assert_eq!(may_be_one_person(other, one), same, "{other} and {one}");
        }
    }

    #[test]
    fn a_list_is_taken_by_its_word() {
        for (person, listed, is) in [
            ("Ben", "ben", true),
            ("ben ", " BEN", true),
            ("Ben <ben@harbour.example>", "ben", true),
            ("ben@harbour.example", "ben", false),
            ("ben", "Ben <ben@harbour.example>", false),
            ("Benjamin <ben@harbour.example>", "Ben <ben@harbour.example>", true),
            ("Ben <ben@other.example>", "ben@harbour.example", false),
            ("", "", false),
            ("ana", "ben", false),
        ] {
            assert_eq!(is_listed_as(person, listed), is, "{person} as {listed}");
        }
    }
}
