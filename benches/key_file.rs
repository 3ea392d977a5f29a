//! How long it takes to read a key file, natively, and whether it stays linear.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyferry::key_file;

/// A table like today's download, with so many keys.
fn file(keys: usize) -> Vec<u8> {
    let mut text = "Access key ID,Secret access key\r\n".to_owned();
    for key in 0..keys {
        text.push_str(&format!("AKIARZPUZDIK{key:08},kfExampleSecretKeyForTests{key:010}/+AB\r\n"));
    }
    text.into_bytes()
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key_file");
    for keys in [1, 100, 1000] {
        let file = file(keys);
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(keys), &file, |bencher, file| {
            bencher.iter(|| key_file::read(black_box(file), "wave-ecr_accessKeys.csv"));
        });
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
