//! Errors of the operating system, without what libraries wrap around them.

use std::{error::Error, io, iter};

/// The first error of the system among an error and its causes.
pub(crate) fn cause(error: &(dyn Error + 'static)) -> Option<io::Error> {
    let mut causes = iter::successors(Some(error), |&error| error.source());
    let code = causes.find_map(|cause| cause.downcast_ref::<io::Error>()?.raw_os_error());
    code.map(io::Error::from_raw_os_error)
}
