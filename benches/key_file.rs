//! How long it takes to read a key file, natively. Each way of writing one is read with 1, 100 and
//! 1,000 keys, so that a cost per byte that grows with the file is seen.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyferry::key_file;

/// One way of writing the same keys.
struct Writing {
    name: &'static str,
    headings: &'static str,
    /// A key, with `{id}` and `{secret}`.
    key: &'static str,
}

const WRITINGS: [Writing; 4] = [
    Writing {
        name: "today",
        headings: "Access key ID,Secret access key\r\n",
        key: "{id},{secret}\r\n",
    },
    Writing {
        name: "user wizard",
        headings: "User name,Password,Access key ID,Secret access key,Console login link\r\n",
        key: "wave,,{id},{secret},https://123456789012.signin.aws.amazon.com/console\r\n",
    },
    Writing {
        name: "resaved by Excel",
        headings: "\u{feff}\"User Name\";\"Access Key Id\";\"Secret Access Key\"\r\n",
        key: "\"wave\";\"{id}\";\"{secret}\"\r\n",
    },
    Writing {
        name: "profiles",
        headings: "",
        key: "[wave]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n",
    },
];

impl Writing {
    /// A file with as many of these keys as are asked for and fit.
    fn file(&self, keys: usize) -> Vec<u8> {
        let mut text = self.headings.to_owned();
        for key in 0..keys {
            let key = self
                .key
                .replace("{id}", &format!("AKIARZPUZDIK{key:08}"))
                .replace("{secret}", &format!("kfExampleSecretKeyForTests{key:010}/+AB"));
            if text.len() + key.len() <= key_file::LARGEST {
                text.push_str(&key);
            }
        }
        text.into_bytes()
    }
}

fn read(criterion: &mut Criterion) {
    for writing in WRITINGS {
        let mut group = criterion.benchmark_group(writing.name);
        for keys in [1, 100, 1000] {
            let file = writing.file(keys);
            group.throughput(Throughput::Bytes(file.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(keys), &file, |bencher, file| {
                bencher.iter(|| key_file::read(black_box(file), "wave-ecr_accessKeys.csv"));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, read);
criterion_main!(benches);
