//! What expressions speak of: the record of facts and the functions, one table each. The checks, the documentation
//! and the evaluation walk these tables.

use crate::model::report::SignoffStanding;
use crate::model::{ClaimState, Decision, Severity, Status};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// Text, which is equal or not, and has no order.
    Text,
    /// A day as text, `2025-08-27`; it has an order.
    Day,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Fields.
    Record(&'static Record),
    /// Several of them, in order.
    List(&'static Record),
    /// Several of them, by id.
    Map(&'static Record),
}

/// Fields with a name in common.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// What a message calls one of them.
    pub name: &'static str,
    /// The fields.
    pub fields: &'static [Field],
}

/// A field.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it is always there. One that isn't leaves the gate undetermined where it is asked for.
    pub always: bool,
    /// What it says.
    pub text: &'static str,
}

/// A function.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is called.
    pub example: &'static str,
    /// What it says.
    pub text: &'static str,
}

const fn given(name: &'static str, shape: Shape, text: &'static str) -> Field {
    Field { name, shape, always: true, text }
}

const fn maybe(name: &'static str, shape: Shape, text: &'static str) -> Field {
    Field { name, shape, always: false, text }
}

/// The record itself.
pub static FACTS: Record = Record {
    name: "the record",
    fields: &[
        given("subject", Shape::Record(&SUBJECT), "the system under review"),
        given("as_of", Shape::Day, "the day as of which everything is judged"),
        given("claims", Shape::Map(&CLAIM), "claims by id, those that the policy names too"),
        given("findings", Shape::List(&FINDING), "findings"),
        given("measures", Shape::Map(&MEASURE), "measures by id; `meets` compares their values"),
        given("runs", Shape::List(&RUN), "runs of checkers"),
        given("signoffs", Shape::List(&SIGNOFF), "sign-offs"),
        given("checklists", Shape::Map(&CHECKLIST), "checklists by id"),
    ],
};

static SUBJECT: Record = Record {
    name: "the subject",
    fields: &[
        given("name", Shape::Text, "its name"),
        maybe("version", Shape::Text, "its version"),
        maybe("commit", Shape::Text, "its commit"),
        maybe("environment", Shape::Text, "its environment"),
    ],
};

static CLAIM: Record = Record {
    name: "a claim",
    fields: &[
        given("state", Shape::Word(ClaimState::NAMES), "whether the evidence supports it"),
        given("required", Shape::Bool, "whether it must hold"),
        maybe("category", Shape::Text, "its category"),
    ],
};

static FINDING: Record = Record {
    name: "a finding",
    fields: &[
        given("id", Shape::Text, "its id"),
        given("rule", Shape::Text, "the rule that it breaks"),
        given("severity", Shape::Word(Severity::NAMES), "how bad"),
        given("status", Shape::Word(Status::NAMES), "what became of it"),
        maybe("tool", Shape::Text, "the checker"),
        maybe("category", Shape::Text, "its category"),
        maybe("path", Shape::Text, "the file in which it is"),
        given("counted", Shape::Bool, "whether it counts under the policy, waived or not"),
    ],
};

static MEASURE: Record = Record {
    name: "a measure",
    fields: &[
        given("metric", Shape::Text, "what is measured"),
        maybe("scope", Shape::Text, "of what part"),
        maybe("claim", Shape::Text, "the claim in which it stands"),
        given("read", Shape::Bool, "whether it has a value"),
    ],
};

static RUN: Record = Record {
    name: "a run",
    fields: &[
        given("id", Shape::Text, "its id"),
        given("tool", Shape::Text, "the checker"),
        given("well", Shape::Bool, "whether it ended well"),
        given("empty", Shape::Bool, "whether it is known to have looked at nothing"),
        maybe("ended", Shape::Day, "the day on which it ended"),
        maybe("commit", Shape::Text, "the commit that it looked at"),
    ],
};

static SIGNOFF: Record = Record {
    name: "a sign-off",
    fields: &[
        given("id", Shape::Text, "its id"),
        given("role", Shape::Text, "in which role"),
        maybe("decision", Shape::Word(Decision::NAMES), "what was decided"),
        given("standing", Shape::Word(SignoffStanding::NAMES), "what it is worth"),
        maybe("date", Shape::Day, "on which day"),
    ],
};

static CHECKLIST: Record = Record {
    name: "a checklist",
    fields: &[
        given("items", Shape::Int, "how many items it has"),
        given("supported", Shape::Int, "how many of them have a supported claim"),
        given("required", Shape::Int, "how many must hold"),
        given("required_supported", Shape::Int, "how many of those have a supported claim"),
    ],
};

/// The functions on facts. What they take is written out, so that it is checked when the policy is loaded.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "meets",
        example: "meets(\"api-latency\", \"<= 2 s\")",
        text: "whether the value of a measure, or of the measure in a claim, meets a target: exactly, in units of one dimension",
    },
    Function {
        name: "state",
        example: "state(\"no-secrets\") == \"supported\"",
        text: "the state of a claim",
    },
    Function {
        name: "open",
        example: "open(\"high\") <= 3",
        text: "how many findings count that are as bad as that or worse; `open()` counts all",
    },
    Function {
        name: "score",
        example: "score(\"performance\", \">= 80\")",
        text: "whether the score of a category is so much, exactly; `score(\">= 80\")` is the total",
    },
];

/// What is read on a text, a list or a map.
pub const METHODS: &[Function] = &[
    Function {
        name: "startsWith",
        example: "subject.version.startsWith(\"0.\")",
        text: "whether a text begins so",
    },
    Function {
        name: "endsWith",
        example: "f.path.endsWith(\".rs\")",
        text: "whether a text ends so",
    },
    Function {
        name: "contains",
        example: "f.path.contains(\"/vendor/\")",
        text: "whether that stands in a text",
    },
    Function {
        name: "size",
        example: "size(findings)",
        text: "how many there are; the characters of a text",
    },
    Function { name: "has", example: "has(subject.version)", text: "whether a field is there" },
    Function {
        name: "all",
        example: "findings.all(f, f.severity != \"critical\")",
        text: "whether it holds of each",
    },
    Function {
        name: "exists",
        example: "runs.exists(r, r.tool == \"bandit\")",
        text: "whether it holds of any",
    },
    Function {
        name: "exists_one",
        example: "signoffs.exists_one(s, s.role == \"owner\")",
        text: "whether it holds of exactly one",
    },
    Function {
        name: "filter",
        example: "size(findings.filter(f, f.counted)) < 10",
        text: "those of which it holds",
    },
    Function {
        name: "map",
        example: "\"bandit\" in runs.map(r, r.tool)",
        text: "what is made of each",
    },
];

impl Record {
    /// The field of that name.
    #[must_use]
    pub fn field(&'static self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The names of all fields.
    pub fn names(&'static self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_names_all_of_it() {
        let text = include_str!("../../../docs/format.md");
        for field in FACTS.fields {
            let (Shape::Record(of) | Shape::List(of) | Shape::Map(of)) = field.shape else {
                assert!(text.contains(&format!("`{}`", field.name)), "{}", field.name);
                continue;
            };
            let names: Vec<String> = of.names().map(|name| format!("`{name}`")).collect();
            let (id, each) = match field.shape {
                Shape::Map(_) => ("[id]", ""),
                Shape::List(_) => ("", "each "),
                Shape::Bool
                | Shape::Int
                | Shape::Text
                | Shape::Day
                | Shape::Word(_)
                | Shape::Record(_) => ("", ""),
            };
            let said = format!("`{}{id}` ({each}{})", field.name, names.join(", "));
            assert!(text.contains(&said), "{said}");
        }
        for function in FUNCTIONS.iter().chain(METHODS) {
            let (alone, called) = (format!("`{}`", function.name), format!("{}(", function.name));
            assert!(text.contains(&alone) || text.contains(&called), "{}", function.name);
        }
        let rows = text.lines().filter_map(|line| line.strip_prefix("  | `"));
        for row in rows {
            let examples = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
            for example in examples.split('`').skip(1).step_by(2) {
                let example = example.replace(r"\|", "|");
                assert!(super::super::Expression::compile(&example).is_ok(), "{example}");
            }
        }
    }
}
