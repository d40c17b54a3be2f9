//! Many reports → a site: pages, and what programs read.

pub mod address;
pub mod build;
pub mod check;
pub mod config;
pub mod doors;
mod draw;
mod machine;
pub mod merkle;
pub mod news;
pub mod pages;
pub mod summary;
mod theme;
pub mod unit;
mod withhold;
