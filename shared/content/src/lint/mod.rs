//! Checks of a template beyond its form.

use crate::finding::Finding;
use crate::load::{Draft, Folder};

pub(crate) fn check(_draft: &Draft, _folder: &Folder, _findings: &mut Vec<Finding>) {}
