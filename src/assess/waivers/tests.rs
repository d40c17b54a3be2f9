//! What waivers do to gates, and what they don't (SEMANTICS rule 16).
