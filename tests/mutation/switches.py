"""Writes all mutants of a source file into it at once, each behind a switch that is read at run time.

cargo-mutants decides what the mutants are. Building each of them takes longer than testing it, so here one build has all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_rust
from tree_sitter import Language, Node, Parser

Mutant = dict
Render = Callable[[Node], str]

# Of a function that does not name its type.
ITERATOR = re.compile(r"impl (Iterator<.*?>)(?:\+[^+]*)?$")

COMPARISONS = {"==", "!=", "<", ">", "<=", ">="}


@dataclass
class Edit:
    """A part of the text that is written anew. An outer edit is before an inner one of the same range."""

    start: int
    end: int
    depth: int
    mutants: list[int] = field(default_factory=list)
    write: Callable[[Callable[[int, int], str]], str] = lambda inner: ""

    def order(self) -> tuple[int, int, int]:
        return (self.start, -self.end if self.end > self.start else -(1 << 60), self.depth)


@cache
def parser() -> Parser:
    return Parser(Language(tree_sitter_rust.language()))


def on(number: int) -> str:
    return f"::switch::on({number})"


def chain(cases: list[tuple[int, str]], otherwise: str) -> str:
    """The case whose switch is on, or the original."""
    return "".join(f"if {on(number)} {{ {text} }} else " for number, text in cases) + f"{{ {otherwise} }}"


def range_of(mutant: Mutant, source: bytes) -> tuple[int, int]:
    """Of bytes; the columns of mutants count characters from 1."""
    lines = source.split(b"\n")

    def offset(place: dict) -> int:
        before = lines[: place["line"] - 1]
        here = lines[place["line"] - 1].decode()[: place["column"] - 1]
        return sum(len(it) + 1 for it in before) + len(here.encode())

    return offset(mutant["span"]["start"]), offset(mutant["span"]["end"])


def mutated(source: bytes, mutant: Mutant) -> bytes:
    """The text with this mutant alone."""
    start, end = range_of(mutant, source)
    return source[:start] + mutant["replacement"].encode() + source[end:]


def written(source: bytes, mutants: dict[int, Mutant]) -> tuple[str, set[int]]:
    """The text with these mutants, and those that cannot be behind a switch."""
    tree = parser().parse(source)

    def text(start: int, end: int) -> str:
        return source[start:end].decode()

    edits: dict[tuple, Edit] = {}
    groups: dict[tuple, dict[str, int]] = {}
    left_out = set()
    for number, mutant in mutants.items():
        start, end = range_of(mutant, source)
        node = tree.root_node.descendant_for_byte_range(start, end)
        place = place_of(node, start, end, mutant, source)
        if place is None:
            left_out.add(number)
            continue
        groups.setdefault((mutant["genre"], *place), {})[mutant["replacement"]] = number

    for (genre, start, end, target), cases in groups.items():
        depth = 0 if genre in {"FnValue", "MatchArmGuard", "StructField"} else 1
        edit = Edit(start, end, depth, list(cases.values()))
        edit.write = iterator(start, end, target, cases) if isinstance(target, str) else writer(genre, target, cases, text)
        edits[(genre, start, end)] = edit

    ordered = sorted(edits.values(), key=Edit.order)

    def render(start: int, end: int, among: list[Edit]) -> str:
        parts, position = [], start
        index = 0
        while index < len(among):
            edit = among[index]
            index += 1
            if edit.start < start or edit.end > end or edit.start < position:
                continue
            inside = [it for it in among[index:] if it.start >= edit.start and it.end <= edit.end and it is not edit]
            parts.append(text(position, edit.start))
            new = edit.write(lambda a, b, inside=inside: render(a, b, inside))
            marks = ",".join(map(str, edit.mutants))
            parts.append(f"/*<{marks}*/{new}/*{marks}>*/")
            position = edit.end
            if edit.end > edit.start:
                while index < len(among) and among[index].end <= edit.end and among[index].start < edit.end:
                    index += 1
        parts.append(text(position, end))
        return "".join(parts)

    return render(0, len(source), ordered), left_out


def place_of(node: Node, start: int, end: int, mutant: Mutant, source: bytes) -> tuple[int, int, Node | str] | None:
    """The range that an edit replaces, and the node that it is about, or the type of the iterator that it returns."""
    if is_constant(node):
        return None
    match mutant["genre"]:
        case "FnValue":
            returned = mutant["function"]["return_type"]
            if "impl " not in returned:
                return (start, start, node)
            found = ITERATOR.search(returned)
            return (start, end, found[1]) if found else None
        case "BinaryOperator":
            whole = node.parent
            if whole.type not in {"binary_expression", "compound_assignment_expr"}:
                return None
            return (whole.start_byte, whole.end_byte, whole)
        case "UnaryOperator":
            whole = node.parent
            return (whole.start_byte, whole.end_byte, whole) if whole.type == "unary_expression" else None
        case "MatchArm":
            arm = node
            while arm.type != "match_arm":
                arm = arm.parent
            pattern = arm.child_by_field_name("pattern")
            return (pattern.end_byte, pattern.end_byte, pattern)
        case "MatchArmGuard":
            return (start, end, node)
        case "StructField":
            while node.type not in {"field_initializer", "shorthand_field_initializer"}:
                candidates = [it for it in node.named_children if it.start_byte >= start and it.end_byte <= end]
                if not candidates:
                    return None
                node = candidates[0]
            return (node.start_byte, node.end_byte, node)
    return None


def is_constant(node: Node) -> bool:
    """Whether this is evaluated by the compiler, where no switch can be read."""
    while node is not None:
        if node.type in {"const_item", "static_item", "const_block"}:
            return True
        if node.type == "closure_expression":
            return False
        if node.type == "function_item":
            return any(it.type == "function_modifiers" and b"const" in it.text for it in node.children)
        node = node.parent
    return False


def iterator(start: int, end: int, of: str, cases: dict[str, int]) -> Callable:
    """All have the same type in a box."""

    def write(inner: Callable[[int, int], str]) -> str:
        boxed = [(number, f"Box::new({value}) as Box<dyn {of} + '_>") for value, number in cases.items()]
        return chain(boxed, f"Box::new({{ {inner(start, end)} }}) as Box<dyn {of} + '_>")

    return write


def writer(genre: str, node: Node, cases: dict[str, int], text: Callable[[int, int], str]) -> Callable:
    numbered = [(number, replacement) for replacement, number in cases.items()]

    def binary(inner: Callable[[int, int], str]) -> str:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator").text.decode()
        a, b = (inner(it.start_byte, it.end_byte) for it in (left, right))
        number = numbered[0][0]
        if node.type == "compound_assignment_expr":
            return "(" + chain([(it, f"{a} {other} {b}") for it, other in numbered], f"{a} {operator} {b}") + ")"
        if operator in {"&&", "||"}:
            same = "!=" if operator == "&&" else "=="
            return f"({{ let l = {a}; if l {same} {on(number)} {{ {b} }} else {{ l }} }})"
        if operator in {"==", "!="}:
            return f"(({a} {operator} {b}) != {on(number)})"
        if operator in COMPARISONS:
            compared = chain([(it, f"*l {other} *r") for it, other in numbered], f"*l {operator} *r")
            return f"(match (&({a}), &({b})) {{ (l, r) => {compared} }})"
        computed = chain([(it, f"l {other} r") for it, other in numbered], f"l {operator} r")
        return f"({{ let (l, r) = ({a}, {b}); {computed} }})"

    def unary(inner: Callable[[int, int], str]) -> str:
        operand = node.named_children[-1]
        value = inner(operand.start_byte, operand.end_byte)
        operator = text(node.start_byte, node.start_byte + 1)
        return "(" + chain([(numbered[0][0], value)], f"{operator}{value}") + ")"

    def guard(inner: Callable[[int, int], str]) -> str:
        value = inner(node.start_byte, node.end_byte)
        if "true" in cases and "false" in cases:
            return f"({on(cases['true'])} || (!{on(cases['false'])} && ({value})))"
        number = numbered[0][0]
        return f"({on(number)} || ({value}))" if "true" in cases else f"(!{on(number)} && ({value}))"

    def member(inner: Callable[[int, int], str]) -> str:
        struct = node.parent.parent
        base = next(it for it in node.parent.named_children if it.type == "base_field_initializer")
        base_text = text(base.named_children[0].start_byte, base.named_children[0].end_byte)
        if base_text == "Default::default()":
            name = struct.child_by_field_name("name")
            base_text = f"{text(name.start_byte, name.end_byte)}::default()"
        if node.type == "shorthand_field_initializer":
            name = value = text(node.start_byte, node.end_byte)
        else:
            name = node.child_by_field_name("field").text.decode()
            given = node.child_by_field_name("value")
            value = inner(given.start_byte, given.end_byte)
        return f"{name}: ({chain([(numbered[0][0], f'({base_text}).{name}')], value)})"

    match genre:
        case "FnValue":
            return lambda inner: "".join(f"if {on(number)} {{ return {value}; }} " for number, value in numbered)
        case "BinaryOperator":
            return binary
        case "UnaryOperator":
            return unary
        case "MatchArm":
            return lambda inner: f" if !{on(numbered[0][0])}"
        case "MatchArmGuard":
            return guard
        case "StructField":
            return member
    raise ValueError(genre)
