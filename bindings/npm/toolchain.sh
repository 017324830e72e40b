#!/usr/bin/env bash
# Makes a Rust toolchain that compiles the standard library for wasm32-unknown-unknown. This is the one of rustup if it has
# the library source (rustup component add rust-src). Otherwise it is Debian's rustc-web (1.96) with its library source,
# unpacked into a folder of its own, since the packages do not install beside rustup: that takes half a minute and 500 MB.
# Cargo, and the linker rust-lld, are those of the rustup toolchain.
#
#   toolchain.sh [DIR]          DIR: target/wasm-toolchain; done once, then kept
#   . DIR/env                   sets what cargo needs to use it: in a subshell, for this build only
#   cargo build --release --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort
set -euo pipefail
dir=${1:-target/wasm-toolchain}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
sysroot=$(rustc --print sysroot)
if [[ ! -e $dir/env && -e $sysroot/lib/rustlib/src/rust/library/std/Cargo.toml ]]; then
    echo "export RUSTC_BOOTSTRAP=1" > "$dir/env"
elif [[ ! -e $dir/env ]]; then
    lld=$sysroot/lib/rustlib/$(rustc --version --verbose | sed -n 's/^host: //p')/bin/rust-lld
    [[ -x $lld ]] || { echo "no rust-lld in the rustup toolchain" >&2; exit 1; }
    # Lists of another day name versions that are no longer there.
    apt-get update --quiet=2
    packages=(rustc-web libstd-rust-web-dev rust-web-src)
    # The runtime libraries that rustc-web needs, of the versions that apt would install.
    std=$(apt-cache depends libstd-rust-web-dev | awk '/Depends: libstd-rust-web-/ { print $2; exit }')
    llvm=$(apt-cache depends "$std" | awk '/Depends: libllvm/ { print $2; exit }')
    mkdir -p "$dir/debs" "$dir/root"
    rm -f "$dir"/debs/*.deb # what a run that was stopped left
    # As root, apt warns that it downloads without its sandbox.
    (cd "$dir/debs" && apt-get download --quiet=2 -o APT::Sandbox::User=root "${packages[@]}" "$std" "$llvm")
    for deb in "$dir"/debs/*.deb; do
        case $deb in
            # Of the source of the compiler, only the library is compiled.
            */rust-web-src_*) dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$dir/root" --wildcards './usr/src/*/library' './usr/lib/*' ;;
            *) dpkg-deb --extract "$deb" "$dir/root" ;;
        esac
    done
    rm -f "$dir"/debs/*.deb
    rmdir "$dir/debs"
    cat > "$dir/env.new" <<ENV
export RUSTC="$dir/root/usr/bin/rustc"
export LD_LIBRARY_PATH="$dir/root/usr/lib/x86_64-linux-gnu"
export RUSTC_BOOTSTRAP=1
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$lld"
ENV
    (. "$dir/env.new" && "$RUSTC" --version && test -e "$dir/root/usr/lib/rustlib/src/rust/library/std/Cargo.toml")
    mv "$dir/env.new" "$dir/env"
fi
