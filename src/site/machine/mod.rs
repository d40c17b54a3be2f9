//! What programs read of a site: feeds, badges, the index of the search, the list of pages, headers for servers.

pub(super) mod badges;
pub(super) mod feed;
pub(super) mod search;
pub(super) mod servers;
