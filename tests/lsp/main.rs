//! Drives the language server: over standard input and output as editors do, and over a connection
//! in memory where only the messages matter.

#![cfg(feature = "lsp")]

#[cfg(test)]
mod actions;
#[cfg(test)]
mod diagnostics;
#[cfg(test)]
mod editor;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod lookup;
#[cfg(test)]
mod process;
#[cfg(test)]
mod workspace;
