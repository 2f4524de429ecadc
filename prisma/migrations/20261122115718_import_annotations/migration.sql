-- AlterEnum
ALTER TYPE "ImportKind" ADD VALUE 'annotations';
