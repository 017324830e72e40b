//! `kyx-bindgen MODULE DIR`: writes a compiled module and its JavaScript, as `wasm-bindgen --target web` does, which takes
//! far longer to compile.

use std::{env, error::Error};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let [module, directory] = env::args_os()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "expected a module and a directory")?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(false).omit_default_module_path(true);
    bindgen.reset_state_function(true);
    bindgen.generate(directory)?;
    Ok(())
}
