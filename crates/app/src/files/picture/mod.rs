//! Pictures: measured before they are decoded, upright, without metadata, and with a smaller one beside them.

mod strip;

use std::io::Cursor;

use deskbell_domain::{Picture, Refusal};
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
    metadata::Orientation,
};

/// Bytes a picture's file may have, whatever other files may.
pub(super) const PICTURE_MAX_BYTES: u64 = 32 * 1024 * 1024;
/// Pixels a side may have.
const SIDE_MAX: u32 = 16_384;
/// Bytes that a decoded picture may have: 50 million pixels in colour.
const DECODED_MAX_BYTES: u64 = 152 * 1024 * 1024;
/// Pixels a side of a thumbnail has at most.
const THUMBNAIL_SIDE: u32 = 480;
/// How good pictures are that have to be made anew, and thumbnails.
const JPEG_QUALITY: u8 = 90;
const THUMBNAIL_QUALITY: u8 = 80;

/// A picture as it is kept.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Its bytes, without metadata.
    pub(super) bytes: Vec<u8>,
    /// A smaller one, where it is larger than that.
    pub(super) thumbnail: Option<Vec<u8>>,
    /// Its size, upright.
    pub(super) picture: Picture,
}

/// How many bytes decoding it will take, by its head alone.
///
/// # Errors
/// `invalid` where these are too many, `unsupported_media_type` where it is no picture.
pub(super) fn measure(format: ImageFormat, bytes: &[u8]) -> Result<u64, Refusal> {
    Ok(decoder(format, bytes)?.total_bytes())
}

fn too_large() -> Refusal {
    Refusal::invalid("file", "This picture has too many pixels. Send a smaller one.")
}

fn decoder(format: ImageFormat, bytes: &[u8]) -> Result<impl ImageDecoder + '_, Refusal> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    // The picture itself, and what decoding keeps beside it.
    limits.max_alloc = Some(DECODED_MAX_BYTES * 2);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if width > SIDE_MAX || height > SIDE_MAX || decoder.total_bytes() > DECODED_MAX_BYTES {
        return Err(too_large());
    }
    Ok(decoder)
}

fn refused(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => too_large(),
        _ => Refusal::UnsupportedMediaType,
    }
}

/// Decodes a picture and makes of it what is kept. Takes its time: a second for the largest.
///
/// # Errors
/// As [`measure`].
pub(super) fn prepare(format: ImageFormat, bytes: &[u8]) -> Result<Prepared, Refusal> {
    let mut decoder = decoder(format, bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let colors = decoder.icc_profile().unwrap_or_default();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    image.apply_orientation(orientation);
    let stands = orientation == Orientation::NoTransforms;
    let kept = strip::strip(format, bytes).filter(|_| stands);
    let bytes = match kept {
        Some(bytes) => bytes,
        None => {
            encode(format, &image, colors.as_deref(), JPEG_QUALITY).ok_or(Refusal::UnsupportedMediaType)?
        }
    };
    let (width, height) = (image.width(), image.height());
    let thumbnail = (width > THUMBNAIL_SIDE || height > THUMBNAIL_SIDE)
        .then(|| thumbnail(&image, colors.as_deref()))
        .flatten();
    let picture = Picture { width, height, has_thumbnail: thumbnail.is_some() };
    Ok(Prepared { bytes, thumbnail, picture })
}

fn thumbnail(image: &DynamicImage, colors: Option<&[u8]>) -> Option<Vec<u8>> {
    let small = image.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE);
    let format = if small.color().has_alpha() { ImageFormat::Png } else { ImageFormat::Jpeg };
    encode(format, &small, colors, THUMBNAIL_QUALITY)
}

fn encode(format: ImageFormat, image: &DynamicImage, colors: Option<&[u8]>, quality: u8) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let colors = colors.map(<[u8]>::to_vec);
    match format {
        ImageFormat::Jpeg => {
            // A grey picture stays grey; everything else is what JPEG knows.
            let plain = match image {
                DynamicImage::ImageLuma8(_) => image.clone(),
                other => DynamicImage::ImageRgb8(other.to_rgb8()),
            };
            write(JpegEncoder::new_with_quality(&mut out, quality), &plain, colors)?;
        }
        ImageFormat::WebP => {
            let plain = DynamicImage::ImageRgba8(image.to_rgba8());
            write(WebPEncoder::new_lossless(&mut out), &plain, colors)?;
        }
        // What moves cannot be turned, so a GIF that has to be made anew is its first frame.
        ImageFormat::Gif => {
            image.to_rgba8().write_to(&mut Cursor::new(&mut out), ImageFormat::Gif).ok()?;
        }
        _ => write(PngEncoder::new(&mut out), image, colors)?,
    }
    Some(out)
}

fn write(mut encoder: impl ImageEncoder, image: &DynamicImage, colors: Option<Vec<u8>>) -> Option<()> {
    if let Some(colors) = colors {
        // Where the format has no place for them, the picture is shown as if it had none.
        drop(encoder.set_icc_profile(colors));
    }
    let (bytes, width, height) = (image.as_bytes(), image.width(), image.height());
    encoder.write_image(bytes, width, height, image.color().into()).ok()
}

#[cfg(test)]
mod tests;
