use super::*;
use crate::testing;
use wireglass_core::wire::LayerKind;
use wireglass_trace::FrameId;

#[test]
fn fields_fill_the_grid_without_overlap() {
    let trace = testing::open_and_close();
    for frame in 0..trace.frames().len() {
        let dissection = trace.dissect(FrameId::from_index(frame));
        for (layer, part) in dissection.layers.iter().enumerate() {
            let drawing = header_grid(&dissection, layer, None, 640.0, Lang::En);
            let cell = 640.0 / 32.0;
            let mut area = 0.0;
            let mut bits = 0;
            for shape in &drawing.shapes {
                let Shape::Group(group) = shape else { continue };
                for child in &group.children {
                    if let Shape::Rect { at, width, height, .. } = child {
                        assert!(at.x + width <= 640.0 + 1e-9 && at.y + height <= drawing.height);
                        area += width / cell;
                    }
                }
            }
            for field in &part.fields {
                bits += field.bits.end - field.bits.start;
            }
            assert!((area - f64::from(bits)).abs() < 1e-6, "layer {layer}: {area} and {bits}");
        }
    }
}

#[test]
fn a_long_field_is_cut() {
    let mut trace = testing::open_and_close();
    let template = trace.frame(FrameId(3)).clone();
    let mut bytes = trace.frame_bytes(FrameId(3)).to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 3000));
    let frame = trace.add_frame(template.link, template.from, template.to, &bytes, None);
    let dissection = trace.dissect(frame);
    for layer in 0..dissection.layers.len() {
        let drawing = header_grid(&dissection, layer, Some(0), 576.0, Lang::En);
        assert!(drawing.height < 500.0, "{}", drawing.height);
    }
    // Asking for what is not there is harmless.
    assert_eq!(header_grid(&dissection, 99, Some(99), 576.0, Lang::En).shapes.len(), 1);
}

#[test]
fn bytes_know_their_fields() {
    let trace = testing::open_and_close();
    let dissection = trace.dissect(FrameId(0));
    let bytes = trace.frame_bytes(FrameId(0));
    let rows = byte_rows(&dissection, bytes);
    assert_eq!(rows.len(), bytes.len().div_ceil(16));
    assert_eq!(rows[1].offset, 16);
    let cells: Vec<ByteCell> = rows.into_iter().flat_map(|row| row.cells).collect();
    for (offset, cell) in cells.iter().enumerate() {
        assert_eq!(cell.byte, bytes[offset]);
        let layer = &dissection.layers[cell.layer.expect("a layer")];
        let (first, last) = cell.fields.expect("a field");
        for field in &layer.fields[first..=last] {
            assert!(field.bytes().contains(&offset));
        }
    }
    // The first byte of IPv4 holds two fields: version and header length.
    let ip = dissection.layers.iter().position(|l| l.kind == LayerKind::Ipv4).expect("IPv4");
    let start = dissection.layers[ip].bytes.start;
    assert_eq!(cells[start].fields, Some((0, 1)));
    assert_eq!(cells[start].ascii, 'E');
    // More bytes than were taken apart: the rest belongs to nobody.
    let longer: Vec<u8> = bytes.iter().copied().chain([1, 2, 3]).collect();
    let rows = byte_rows(&dissection, &longer);
    assert_eq!(rows.last().and_then(|row| row.cells.last()).and_then(|cell| cell.layer), None);
}

#[test]
fn bits_of_a_field_are_told_from_their_neighbours() {
    let trace = testing::open_and_close();
    let dissection = trace.dissect(FrameId(0));
    let bytes = trace.frame_bytes(FrameId(0));
    let version = &dissection.layer(LayerKind::Ipv4).expect("IPv4").fields[0];
    let bits = bits(version, bytes, 64);
    let shown: String = bits.iter().map(|bit| if bit.set { '1' } else { '0' }).collect();
    assert_eq!(shown, "01000101");
    assert_eq!(bits.iter().filter(|bit| bit.own).count(), 4);
    assert!(super::bits(version, &[], 64).is_empty());
}
