//! Walks over an expression and checks names and types: the interpreter would find a misspelt field only where it
//! comes to it, if ever.

use std::collections::BTreeSet;
use std::ops::Range;

use cel::common::ast::{
    CallExpr, ComprehensionExpr, Expr, IdedExpr, ListExpr, LiteralValue, SelectExpr, SourceInfo,
    operators,
};

use super::fault::{Fault, FaultCode, Places};
use super::kind::{Kind, Typed};
use super::record::{FACTS, METHODS, Record};
use super::work::{Size, Work};
use super::{LiteralId, Named, Things};
use crate::diagnostic::nearest;
use crate::model::Id;
use crate::model::words::shortened;

/// How deep the parts of an expression may lie in each other.
const DEPTH: usize = 64;
/// How many mistakes of an expression are told.
const MOST: usize = 10;

/// Why a thing of a map is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mention {
    /// Something of it is read.
    Named,
    /// Whether it is there is asked.
    Asked,
}

/// A walk over one expression.
pub(super) struct Checker<'t> {
    info: &'t SourceInfo,
    places: &'t Places<'t>,
    /// The names that macros give to the things they look at.
    locals: Vec<(String, Typed)>,
    /// What the part being looked at costs.
    pub(super) work: Work,
    pub(super) faults: Vec<Fault>,
    pub(super) named: Vec<Named>,
    pub(super) ids: Vec<LiteralId>,
    /// Ids whose being there is asked for.
    pub(super) asked: BTreeSet<(Things, Id)>,
    pub(super) uses: BTreeSet<&'static str>,
}

impl<'t> Checker<'t> {
    pub(super) fn new(info: &'t SourceInfo, places: &'t Places<'t>) -> Self {
        Self {
            info,
            places,
            locals: Vec::new(),
            work: Work::default(),
            faults: Vec::new(),
            named: Vec::new(),
            ids: Vec::new(),
            asked: BTreeSet::new(),
            uses: BTreeSet::new(),
        }
    }

    /// What the part is.
    pub(super) fn part(&mut self, part: &IdedExpr, depth: usize) -> Typed {
        let at = self.place(part);
        if depth > DEPTH {
            let help = "write it as several gates, or without some of its brackets";
            self.fault(FaultCode::TooDeep, "the expression is nested too deeply", help, at.clone());
            return Typed::new(Kind::Unknown, at);
        }
        self.work.parts = self.work.parts.saturating_add(1);
        let depth = depth + 1;
        match &part.expr {
            Expr::Literal(value) => self.literal(value, at),
            Expr::Ident(name) => self.name(name, at),
            Expr::Select(select) => self.select(select, at, depth),
            Expr::Call(call) => self.call(call, at, depth),
            Expr::List(list) => self.list(list, at, depth),
            Expr::Comprehension(each) => self.each(each, &at, depth),
            Expr::Map(_) | Expr::Struct(_) => {
                self.unsupported("maps can't be written in an expression", at)
            }
            Expr::Unspecified => self.unsupported("something is missing here", at),
        }
    }

    fn literal(&mut self, value: &LiteralValue, at: Range<usize>) -> Typed {
        match value {
            LiteralValue::Boolean(_) => Typed::new(Kind::Bool, at),
            LiteralValue::Int(_) => Typed::new(Kind::Int, at),
            LiteralValue::String(text) => {
                let text = Some(text.inner().to_owned());
                Typed { text, ..Typed::new(Kind::Text, at) }
            }
            LiteralValue::Double(_) => {
                let help =
                    "compare exactly: `meets(\"api-latency\", \"<= 1.5 s\")`, `score(\">= 79.5\")`";
                self.fault(
                    FaultCode::WrongType,
                    "numbers with a fraction are rounded here",
                    help,
                    at.clone(),
                );
                Typed::new(Kind::Unknown, at)
            }
            LiteralValue::Null => {
                let help = "ask whether it is there: `has(subject.version)`";
                self.fault(FaultCode::WrongType, "nothing is ever `null` here", help, at.clone());
                Typed::new(Kind::Unknown, at)
            }
            LiteralValue::UInt(_) | LiteralValue::Bytes(_) => {
                self.unsupported("such a value can't be compared with anything", at)
            }
        }
    }

    fn name(&mut self, name: &str, at: Range<usize>) -> Typed {
        if let Some((_, typed)) = self.locals.iter().rev().find(|(known, _)| known == name) {
            return Typed { at, is_result: name.starts_with('@'), ..typed.clone() };
        }
        let Some(field) = FACTS.field(name) else {
            let mut known: Vec<&str> = Vec::new();
            let locals = self.locals.iter().map(|(name, _)| name.as_str());
            known.extend(locals.filter(|name| !name.starts_with('@')));
            for name in FACTS.names() {
                known.push(name);
            }
            let message = format!("there is no `{}`", shortened(name));
            let help = meant(name, &known);
            self.fault(FaultCode::UnknownName, message, help, at.clone());
            return Typed::new(Kind::Unknown, at);
        };
        self.uses.insert(field.name);
        let kind = Kind::from(field.shape);
        let size = match kind {
            Kind::List(_) | Kind::Map(_) => Size::of(field.name),
            Kind::Bool
            | Kind::Int
            | Kind::Text
            | Kind::Day
            | Kind::Word(_)
            | Kind::Record(_)
            | Kind::Unknown => Size::default(),
        };
        if field.name == "as_of" {
            self.names(Named::AsOf);
        } else if let Kind::List(_) | Kind::Map(_) = kind {
            self.names(Named::All(field.name));
        }
        Typed::new(kind, at).sized(size)
    }

    fn select(&mut self, select: &SelectExpr, at: Range<usize>, depth: usize) -> Typed {
        let operand = self.part(&select.operand, depth);
        let at = if select.test {
            self.places.field_from(operand.at.end, &select.field)
        } else {
            self.places.word_from(at.end)
        };
        let kind = match &operand.kind {
            Kind::Record(record) => self.field(record, select, at.clone()),
            Kind::Map(record) => {
                let why = if select.test { Mention::Asked } else { Mention::Named };
                self.thing(&select.operand, &select.field, at.clone(), why);
                Kind::Record(record)
            }
            Kind::Unknown => Kind::Unknown,
            Kind::Bool | Kind::Int | Kind::Text | Kind::Day | Kind::Word(_) | Kind::List(_) => {
                let message = format!("{} has no fields", operand.kind.name());
                let help = "a field follows a record: `subject.version`, `f.severity`";
                self.fault(FaultCode::WrongType, message, help, at.clone());
                Kind::Unknown
            }
        };
        Typed::new(if select.test { Kind::Bool } else { kind }, at)
    }

    /// A field of a record.
    fn field(&mut self, record: &'static Record, select: &SelectExpr, at: Range<usize>) -> Kind {
        let Some(field) = record.field(&select.field) else {
            let known: Vec<&str> = record.names().collect();
            let message = format!("{} has no `{}`", record.name, shortened(&select.field));
            let help = meant(&select.field, &known);
            self.fault(FaultCode::UnknownName, message, help, at);
            return Kind::Unknown;
        };
        if let Expr::Ident(name) = &select.operand.expr
            && name == "subject"
        {
            self.names(Named::Subject(field.name));
        }
        Kind::from(field.shape)
    }

    /// Notes that a thing of a map is named, or that its being there is asked for.
    pub(super) fn thing(&mut self, map: &IdedExpr, id: &str, at: Range<usize>, why: Mention) {
        let Expr::Ident(name) = &map.expr else { return };
        let Some(things) = Things::of_map(name) else { return };
        let id = Id::new(id);
        if why == Mention::Asked {
            self.asked.insert((things, id));
            return;
        }
        self.named.retain(|named| *named != Named::All(things.map()));
        self.names(Named::Thing(things, id.clone()));
        self.ids.push(LiteralId { things, id, at });
    }

    fn list(&mut self, list: &ListExpr, at: Range<usize>, depth: usize) -> Typed {
        let mut of = Kind::Unknown;
        let mut texts = Vec::new();
        for element in &list.elements {
            let typed = self.part(element, depth);
            texts.extend(typed.text.clone().map(|text| (text, typed.at.clone())));
            if !typed.kind.is_plain() {
                let help = "a list holds texts, numbers, conditions or records";
                self.fault(FaultCode::WrongType, "a list can't hold lists", help, typed.at);
                continue;
            }
            match of.join(&typed.kind) {
                Some(both) => of = both,
                None => self.wrong(&of.name(), &typed),
            }
        }
        let size = Size::fixed(list.elements.len());
        Typed { texts, ..Typed::new(Kind::List(Box::new(of)), at).sized(size) }
    }

    /// What a macro makes of each thing that it looks at.
    fn each(&mut self, each: &ComprehensionExpr, at: &Range<usize>, depth: usize) -> Typed {
        let range = self.part(&each.iter_range, depth);
        let of = match &range.kind {
            Kind::List(of) => (**of).clone(),
            Kind::Map(_) => Kind::Text,
            Kind::Unknown => Kind::Unknown,
            Kind::Bool | Kind::Int | Kind::Text | Kind::Day | Kind::Word(_) | Kind::Record(_) => {
                let help = "a macro looks at a list or at the ids of a map: `findings.all(f, …)`";
                let message = format!("{} has no parts to look at", range.kind.name());
                self.fault(FaultCode::WrongType, message, help, range.at.clone());
                Kind::Unknown
            }
        };
        let before = self.part(&each.accu_init, depth);
        let outside = std::mem::take(&mut self.work);
        self.locals.push((each.accu_var.clone(), before.clone()));
        self.locals.push((each.iter_var.clone(), Typed::new(of, at.clone())));
        self.part(&each.loop_cond, depth);
        let step = self.part(&each.loop_step, depth);
        self.locals.pop();
        self.locals.pop();
        let inside = std::mem::replace(&mut self.work, outside);
        self.work.loops.push((range.size.clone(), inside));
        let after = before.kind.join(&step.kind).unwrap_or(Kind::Unknown);
        let size = if matches!(after, Kind::List(_)) { range.size } else { Size::default() };
        self.locals.push((each.accu_var.clone(), Typed::new(after, at.clone()).sized(size)));
        let result = self.part(&each.result, depth);
        self.locals.pop();
        Typed { at: at.clone(), ..result }
    }

    fn call(&mut self, call: &CallExpr, at: Range<usize>, depth: usize) -> Typed {
        let name = call.func_name.as_str();
        match (&call.target, call.args.as_slice()) {
            (None, [condition, one, other]) if name == operators::CONDITIONAL => {
                self.either([condition, one, other], at, depth)
            }
            (None, [one, other]) if name.starts_with('_') || name == operators::IN => {
                self.operator(name, [one, other], at, depth)
            }
            (None, [one])
                if matches!(
                    name,
                    operators::LOGICAL_NOT | operators::NEGATE | operators::NOT_STRICTLY_FALSE
                ) =>
            {
                let kind = if name == operators::NEGATE { Kind::Int } else { Kind::Bool };
                self.expect(one, &kind, depth);
                Typed::new(kind, at)
            }
            (target, args) => self.function(name, target.as_deref(), args, at, depth),
        }
    }

    fn either(
        &mut self,
        [condition, one, other]: [&IdedExpr; 3],
        at: Range<usize>,
        depth: usize,
    ) -> Typed {
        self.expect(condition, &Kind::Bool, depth);
        let (one, other) = (self.part(one, depth), self.part(other, depth));
        let kind = one.kind.join(&other.kind);
        if kind.is_none() {
            self.wrong(&one.kind.name(), &other);
        }
        Typed::new(kind.unwrap_or(Kind::Unknown), at).sized(one.size.and(other.size))
    }

    /// Checks the part, which has to be of that kind.
    pub(super) fn expect(&mut self, part: &IdedExpr, kind: &Kind, depth: usize) -> Typed {
        let typed = self.part(part, depth);
        if !typed.is_unknown()
            && typed.kind != *kind
            && !(*kind == Kind::Text && typed.kind.is_text())
        {
            self.wrong(&kind.name(), &typed);
        }
        typed
    }

    /// Tells that the part is of another kind.
    pub(super) fn wrong(&mut self, expected: &str, found: &Typed) {
        let message = format!("expected {expected}, found {}", found.kind.name());
        let help = match found.kind {
            Kind::Bool => "a condition is joined with `&&`, `||` and `!`",
            Kind::List(_) | Kind::Map(_) => "ask for its `size(…)`, or look at each: `.all(f, …)`",
            Kind::Record(_) => "name one of its fields",
            Kind::Int | Kind::Text | Kind::Day | Kind::Word(_) | Kind::Unknown => {
                "compare it: `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`"
            }
        };
        self.fault(FaultCode::WrongType, message, help, found.at.clone());
    }

    pub(super) fn unsupported(&mut self, message: &str, at: Range<usize>) -> Typed {
        let known: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
        let help = format!("what can be written: operators, lists, {}", known.join(", "));
        self.fault(FaultCode::WrongType, message, help, at.clone());
        Typed::new(Kind::Unknown, at)
    }

    pub(super) fn fault(
        &mut self,
        code: FaultCode,
        message: impl Into<String>,
        help: impl Into<String>,
        at: Range<usize>,
    ) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { code, message: message.into(), help: help.into(), at });
        }
    }

    pub(super) fn names(&mut self, named: Named) {
        let part_of_all = matches!(&named, Named::All(map) if self.named.iter().any(
            |other| matches!(other, Named::Thing(things, _) if things.map() == *map)));
        if !part_of_all && !self.named.contains(&named) {
            self.named.push(named);
        }
    }

    /// Where the part is: that of a call is its name, at whose bracket the parser points.
    fn place(&self, part: &IdedExpr) -> Range<usize> {
        let (start, stop) = self.info.offset_for(part.id).unwrap_or_default();
        let at = self.places.stretch(start as usize, stop as usize);
        match &part.expr {
            Expr::Call(_) | Expr::Comprehension(_) => self.places.name_before(at),
            Expr::Unspecified
            | Expr::Ident(_)
            | Expr::List(_)
            | Expr::Literal(_)
            | Expr::Map(_)
            | Expr::Select(_)
            | Expr::Struct(_) => at,
        }
    }
}

/// The known name that is most likely meant, or all of them.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", crate::policy::check::listed(known.iter().copied())),
    }
}
