//! Records by id, in the order of the facts: a hash map of the interpreter's own would look at them in no order, and
//! the same inputs would not give the same report.

use std::collections::HashMap;
use std::sync::Arc;

use cel::ExecutionError;
use cel::common::traits::{Container, Indexer, Iterable, Iterator, Sizer};
use cel::common::types::{CelInt, CelString, MAP_TYPE, Type};
use cel::common::value::{CowVal, Val};

use super::row::Row;

static MAP: Type = MAP_TYPE;

/// Records by id.
#[derive(Debug, Clone)]
pub(super) struct Rows<'v>(Arc<Inner<'v>>);

#[derive(Debug)]
struct Inner<'v> {
    ids: Vec<CelString<'v>>,
    rows: HashMap<&'v str, Row<'v>>,
}

impl<'v> Rows<'v> {
    pub(super) fn new(all: impl std::iter::Iterator<Item = (&'v str, Row<'v>)>) -> Self {
        let mut inner = Inner { ids: Vec::new(), rows: HashMap::new() };
        for (id, row) in all {
            // Of two things of one id the first counts, as in everything else that is judged.
            if let std::collections::hash_map::Entry::Vacant(free) = inner.rows.entry(id) {
                free.insert(row);
                inner.ids.push(CelString::from(id));
            }
        }
        Self(Arc::new(inner))
    }

    fn find(&self, id: &dyn Val) -> Result<&Row<'v>, ExecutionError> {
        let id = id.downcast_ref::<CelString<'_>>().map_or("", CelString::inner);
        self.0.rows.get(id).ok_or_else(|| ExecutionError::no_such_key(id))
    }
}

/// The ids in their order.
struct Ids<'b, 'v>(std::slice::Iter<'b, CelString<'v>>);

impl<'b, 'v: 'w, 'w> Iterator<'b, 'w> for Ids<'b, 'v> {
    fn next(&mut self) -> Option<&'b (dyn Val + 'w)> {
        let id = self.0.next()?;
        Some(id)
    }
}

impl Iterable for Rows<'_> {
    fn iter<'b, 'w>(&'b self) -> Box<dyn Iterator<'b, 'w> + 'b>
    where
        Self: 'w,
    {
        Box::new(Ids(self.0.ids.iter()))
    }
}

impl Container for Rows<'_> {
    fn contains(&self, id: &dyn Val) -> Result<bool, ExecutionError> {
        Ok(self.find(id).is_ok())
    }
}

impl Sizer for Rows<'_> {
    fn size(&self) -> CelInt {
        CelInt::from(i64::try_from(self.0.ids.len()).unwrap_or(i64::MAX))
    }
}

impl Indexer for Rows<'_> {
    fn get<'b, 'w>(&'b self, id: &dyn Val) -> Result<CowVal<'b, 'w>, ExecutionError>
    where
        Self: 'w,
    {
        self.find(id).map(|row| CowVal::owned(*row))
    }

    fn steal<'w>(self: Box<Self>, id: &dyn Val) -> Result<Box<dyn Val + 'w>, ExecutionError>
    where
        Self: 'w,
    {
        let row = *self.find(id)?;
        Ok(Box::new(row))
    }
}

impl Val for Rows<'_> {
    fn get_type(&self) -> &Type {
        &MAP
    }

    fn cel_type() -> &'static Type {
        &MAP
    }

    fn as_container(&self) -> Option<&dyn Container> {
        Some(self)
    }

    fn as_indexer<'b, 'w>(&'b self) -> Option<&'b (dyn Indexer + 'w)>
    where
        Self: 'w,
    {
        Some(self)
    }

    fn as_iterable<'b, 'w>(&'b self) -> Option<&'b (dyn Iterable + 'w)>
    where
        Self: 'w,
    {
        Some(self)
    }

    fn as_sizer(&self) -> Option<&dyn Sizer> {
        Some(self)
    }

    fn clone_as_boxed<'w>(&self) -> Box<dyn Val + 'w>
    where
        Self: 'w,
    {
        Box::new(self.clone())
    }
}
