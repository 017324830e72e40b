//! Code that reads requests from JSON text.

use super::{Struct, rust_name};

pub(super) fn code(structs: &[Struct<'_>]) -> String {
    structs.iter().map(implementation).collect()
}

fn implementation(Struct { name, fields, required }: &Struct<'_>) -> String {
    let (mut variables, mut members, mut values) = (String::new(), String::new(), Vec::new());
    for json_name in fields.keys() {
        let field = rust_name(json_name);
        variables += &format!(" let mut {field} = None;\n");
        members += &format!(" {json_name:?} => this.fill(&mut {field}),\n");
        let is_required = required.contains(&json_name.as_str());
        values.push(if is_required { format!("{field}: {field}?") } else { field });
    }
    format!(
        "impl Read for crate::{name} {{\n fn read(reader: &mut Reader<'_>) -> Option<Self> {{\n{variables} \
         reader.object(|this, json_name| match json_name {{\n{members} _ => None,\n }})?;\n \
         Some(Self {{ {} }})\n }}\n}}\n",
        values.join(", "),
    )
}
