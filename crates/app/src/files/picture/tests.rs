use image::{GenericImageView as _, RgbImage};

use super::*;

/// A wide picture, red on its left and blue on its right.
fn wide() -> DynamicImage {
    let color = |x| if x < 40 { image::Rgb([220, 10, 10]) } else { image::Rgb([10, 10, 220]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(80, 20, |x, _| color(x)))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Vec::new();
    image.write_to(&mut Cursor::new(&mut out), format).unwrap();
    out
}

/// What a phone writes: how it was held, and where (a GPS directory with a latitude).
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0]);
    tiff.extend_from_slice(&u32::from(orientation).to_le_bytes());
    tiff.extend_from_slice(&[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend_from_slice(&[1, 0, 1, 0, 2, 0, 2, 0, 0, 0]);
    tiff.extend_from_slice(b"N\0GPS-SECRET-48.2082");
    tiff
}

fn photo(orientation: u16) -> Vec<u8> {
    let plain = encoded(&wide(), ImageFormat::Jpeg);
    let segment = [b"Exif\0\0".to_vec(), exif(orientation)].concat();
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    let comment = b"\xff\xfe\x00\x0eCOMMENT-HERE";
    [&plain[..2], b"\xff\xe1", &length, &segment, comment, &plain[2..], b"TRAILING-BYTES"].concat()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|at| at == text.as_bytes())
}

fn is_clean(bytes: &[u8]) -> bool {
    ["GPS-SECRET", "COMMENT-HERE", "TRAILING-BYTES", "Exif"].iter().all(|text| !holds(bytes, text))
}

#[test]
fn a_photo_comes_upright_and_says_nothing_of_where_it_was_taken() {
    assert!(holds(&photo(6), "GPS-SECRET"));
    for (orientation, upright) in [(1, (80, 20)), (6, (20, 80)), (8, (20, 80)), (3, (80, 20))] {
        let kept = prepare(ImageFormat::Jpeg, &photo(orientation)).unwrap();
        assert!(is_clean(&kept.bytes), "{orientation}");
        let image = image::load_from_memory(&kept.bytes).unwrap();
        assert_eq!(image.dimensions(), upright, "{orientation}");
        assert_eq!((kept.picture.width, kept.picture.height), upright);
    }
    // Held with its right side up (6): what was on the left is at the top.
    let image = image::load_from_memory(&prepare(ImageFormat::Jpeg, &photo(6)).unwrap().bytes).unwrap();
    let (top, bottom) = (image.get_pixel(10, 5), image.get_pixel(10, 75));
    assert!(top[0] > 150 && bottom[2] > 150, "{top:?} {bottom:?}");
}

#[test]
fn what_stands_upright_keeps_every_bit_of_its_picture() {
    let plain = encoded(&wide(), ImageFormat::Jpeg);
    let kept = prepare(ImageFormat::Jpeg, &photo(1)).unwrap();
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_bytes();
    assert_eq!(pixels(&kept.bytes), pixels(&plain));
    assert!(kept.thumbnail.is_none(), "it is small already");
}

fn with_png_text(png: &[u8]) -> Vec<u8> {
    let text = b"tEXtComment\0COMMENT-HERE";
    let length = u32::try_from(text.len() - 4).unwrap().to_be_bytes();
    // After the signature and the head; the checksum of what is not needed is not read.
    let at = 8 + 25;
    [&png[..at], &length, text, b"\0\0\0\0", &png[at..], b"TRAILING-BYTES"].concat()
}

#[test]
fn pngs_webps_and_gifs_lose_what_stands_beside_them_and_keep_their_pixels() {
    let png = encoded(&wide(), ImageFormat::Png);
    let webp = encoded(&DynamicImage::ImageRgba8(wide().to_rgba8()), ImageFormat::WebP);
    let gif = encoded(&DynamicImage::ImageRgba8(wide().to_rgba8()), ImageFormat::Gif);
    let comment = b"\x21\xfe\x0cCOMMENT-HERE\0";
    let table = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let gif_told = [&gif[..table], comment, &gif[table..], b"TRAILING-BYTES"].concat();
    let exif = exif(1);
    let mut chunk = b"EXIF".to_vec();
    chunk.extend_from_slice(&u32::try_from(exif.len()).unwrap().to_le_bytes());
    chunk.extend_from_slice(&exif);
    chunk.resize(chunk.len() + chunk.len() % 2, 0);
    let mut webp_told = [webp.as_slice(), &chunk].concat();
    let size = u32::try_from(webp_told.len() - 8).unwrap().to_le_bytes();
    webp_told[4..8].copy_from_slice(&size);
    webp_told.extend_from_slice(b"TRAILING-BYTES");
    for (format, plain, told) in [
        (ImageFormat::Png, &png, with_png_text(&png)),
        (ImageFormat::Gif, &gif, gif_told),
        (ImageFormat::WebP, &webp, webp_told),
    ] {
        let kept = prepare(format, &told).unwrap();
        assert!(is_clean(&kept.bytes), "{format:?}");
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgba8().into_raw();
        assert_eq!(pixels(&kept.bytes), pixels(plain), "{format:?}");
    }
}

#[test]
fn what_is_large_gets_a_smaller_one_beside_it() {
    let image = DynamicImage::ImageRgb8(RgbImage::new(1000, 500));
    let kept = prepare(ImageFormat::Png, &encoded(&image, ImageFormat::Png)).unwrap();
    let thumbnail = image::load_from_memory(&kept.thumbnail.unwrap()).unwrap();
    assert_eq!(thumbnail.dimensions(), (480, 240));
    assert!(kept.picture.has_thumbnail);
}

/// A PNG of a few bytes that claims to be this large.
pub(crate) fn bomb(side: u32) -> Vec<u8> {
    let mut png = encoded(&DynamicImage::ImageRgb8(RgbImage::new(1, 1)), ImageFormat::Png);
    png[16..20].copy_from_slice(&side.to_be_bytes());
    png[20..24].copy_from_slice(&side.to_be_bytes());
    let checksum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 },
        )
    };
    !bytes.iter().fold(!0, step)
}

#[test]
fn a_bomb_is_refused_by_its_head_alone() {
    for side in [50_000, 16_000] {
        let refused = measure(ImageFormat::Png, &bomb(side)).unwrap_err();
        assert_eq!(refused, too_large(), "{side}");
    }
    assert!(measure(ImageFormat::Png, &bomb(1000)).is_ok());
}

#[test]
fn what_is_no_picture_is_refused_and_nothing_panics() {
    let whole = photo(6);
    for end in (0..whole.len()).step_by(7) {
        if let Ok(kept) = prepare(ImageFormat::Jpeg, &whole[..end]) {
            assert!(is_clean(&kept.bytes), "{end}");
        }
    }
    let gif = encoded(&DynamicImage::ImageRgba8(wide().to_rgba8()), ImageFormat::Gif);
    let png = encoded(&wide(), ImageFormat::Png);
    let webp = encoded(&DynamicImage::ImageRgba8(wide().to_rgba8()), ImageFormat::WebP);
    for (format, whole) in [(ImageFormat::Gif, gif), (ImageFormat::Png, png), (ImageFormat::WebP, webp)] {
        for end in 0..whole.len() {
            strip::strip(format, &whole[..end]);
        }
    }
}
