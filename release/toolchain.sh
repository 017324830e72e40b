#!/usr/bin/env bash
# Makes a Rust toolchain that compiles the standard library for any target, where rustup can fetch no target: Debian's
# rustc-web with the library source that belongs to it, unpacked into a folder of its own, since the packages do not
# install beside rustup. Cargo is that of rustup. Takes half a minute and 500 MB; done once, then kept.
#
#   release/toolchain.sh [DIR]    DIR: target/release-toolchain
#   . DIR/env                     sets RUSTC, LD_LIBRARY_PATH and RUSTC_BOOTSTRAP: in a subshell, for this build only
#   cargo build --release --target TARGET -Zbuild-std=std,panic_unwind
set -euo pipefail
dir=${1:-target/release-toolchain}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
test ! -e "$dir/env" || exit 0

# Lists of another day name versions that are no longer there.
apt-get update --quiet=2
packages=(rustc-web libstd-rust-web-dev rust-web-src)
# The runtime libraries that rustc-web needs, of the versions that apt would install.
std=$(apt-cache depends libstd-rust-web-dev | awk '/Depends: libstd-rust-web-/ { print $2; exit }')
llvm=$(apt-cache depends "$std" | awk '/Depends: libllvm/ { print $2; exit }')
rm -rf "$dir/debs" # what a run that was stopped left
mkdir -p "$dir/debs" "$dir/root"
# As root, apt warns that it downloads without its sandbox.
(cd "$dir/debs" && apt-get download --quiet=2 -o APT::Sandbox::User=root "${packages[@]}" "$std" "$llvm")
for deb in "$dir"/debs/*.deb; do
    case $deb in
        # Of the source of the compiler, only the library is compiled.
        */rust-web-src_*) dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$dir/root" --wildcards './usr/src/*/library' './usr/lib/*' ;;
        *) dpkg-deb --extract "$deb" "$dir/root" ;;
    esac
done
rm -r "$dir/debs"
cat > "$dir/env.new" <<ENV
export RUSTC="$dir/root/usr/bin/rustc"
export LD_LIBRARY_PATH="$dir/root/usr/lib/x86_64-linux-gnu"
export RUSTC_BOOTSTRAP=1
ENV
(. "$dir/env.new" && "$RUSTC" --version && test -e "$dir/root/usr/lib/rustlib/src/rust/library/std/Cargo.toml")
mv "$dir/env.new" "$dir/env"
