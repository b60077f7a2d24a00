//! The judge on small pages, one file a question.

mod exceptions;
mod order;
mod surroundings;
