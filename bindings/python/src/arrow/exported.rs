//! A result as a Python object of the Arrow `PyCapsule` interface.

use arrow_array::{
    Array as _, ArrayRef,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema},
};
use arrow_schema::{ArrowError, Field};
use pyo3::{exceptions::PyValueError, prelude::*, types::PyCapsule};

/// An array of the Arrow `PyCapsule` interface.
#[pyclass(module = "kyx_schema._kyx", frozen)]
pub(crate) struct Array(pub(super) ArrayRef);

impl Array {
    fn schema(&self) -> PyResult<FFI_ArrowSchema> {
        let raise = |error: ArrowError| PyValueError::new_err(error.to_string());
        FFI_ArrowSchema::try_from(Field::new("", self.0.data_type().clone(), true)).map_err(raise)
    }
}

#[pymethods]
impl Array {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The capsules of the schema and of the array. As the interface allows, another schema is not converted to.
    #[pyo3(signature = (requested_schema = None, /))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        drop(requested_schema);
        let array = FFI_ArrowArray::new(&self.0.to_data());
        Ok((self.__arrow_c_schema__(py)?, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        PyCapsule::new_with_value(py, self.schema()?, c"arrow_schema")
    }
}
