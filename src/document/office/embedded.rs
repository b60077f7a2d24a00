//! Files inside office files: a workbook on a slide, a text in a sheet.
//!
//! What is read of them stands at the place of the file that holds them, behind the inner file's name.
//! One that cannot be read is said so, and does not keep the rest from being read. The workbook of a
//! chart is none of these: its words are the chart's.

use super::package::Package;
use super::relations::Relation;
use super::{Assembly, OfficeFormat, OfficeOptions, READ, read_package};
use crate::place::Place;

/// Reads the files that `relations` embed; `at` is the place of what embeds them.
pub(super) fn read(
    relations: &[Relation],
    at: &Place,
    package: &mut Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) {
    for relation in relations {
        if relation.external || !matches!(relation.kind.as_str(), "package" | "oleObject") {
            continue;
        }
        let name = relation.target.rsplit('/').next().unwrap_or_default();
        let around = Place {
            part: assembly.part_name(&relation.target),
            shape: at
                .shape
                .iter()
                .cloned()
                .chain(std::iter::once(name.into()))
                .collect(),
            ..at.clone()
        };
        if let Err(why) = read_one(&relation.target, around, package, options, assembly) {
            assembly.notice(
                at.clone(),
                format!("{name}, an embedded file, is not read: {why}"),
            );
        }
    }
}

fn read_one(
    target: &str,
    around: Place,
    package: &mut Package,
    options: &OfficeOptions,
    assembly: &mut Assembly,
) -> Result<(), String> {
    let limit = options.limits.embedded;
    if assembly.around.len() as u64 >= limit {
        return Err(format!(
            "it is nested deeper than the limit of {limit} (embedded)"
        ));
    }
    let why = |error: crate::document::source::Unread| error.to_string();
    let Some(bytes) = package.bytes(target).map_err(why)? else {
        return Err("it is missing from the file".to_owned());
    };
    let format = format(target);
    if format.is_none() && !bytes.starts_with(b"PK") {
        return Err("it is of no kind that is read".to_owned());
    }
    let inner = package.inner(bytes).map_err(why)?;
    let Some(format) = format.or_else(|| inner.format()) else {
        return Err("it is of no kind that is read".to_owned());
    };
    assembly.around.push(around);
    let result = read_package(format, inner, options, assembly);
    assembly.around.pop();
    result.map_err(why)
}

fn format(target: &str) -> Option<OfficeFormat> {
    let (_, ending) = target.rsplit_once('.')?;
    let known = READ
        .iter()
        .find(|(kind, _)| ending.eq_ignore_ascii_case(kind));
    known.map(|&(_, format)| format)
}

/// `place` of an inner package as a place of the outermost one.
pub(super) fn placed(around: &[Place], place: Place) -> Place {
    let Some(outer) = around.last() else {
        return place;
    };
    let inside = place.to_string();
    Place {
        part: format!("{}!{}", outer.part, place.part).into(),
        shape: around_shapes(around)
            .chain(std::iter::once(inside.into()))
            .collect(),
        also: place.also,
        ..around[0].clone()
    }
}

fn around_shapes(around: &[Place]) -> impl Iterator<Item = std::sync::Arc<str>> + '_ {
    around.iter().flat_map(|place| place.shape.iter().cloned())
}
