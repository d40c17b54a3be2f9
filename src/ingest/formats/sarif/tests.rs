//! Both sides of each edge.
